// Questions to the server, and events from it: none lost over a break, none twice.

const BASE = "/api/v1";
const SILENT_MS = 40_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;

export class Failure extends Error {
  constructor(status, detail) { super(detail); this.status = status; }
}

export async function ask(path, options = {}) {
  const answer = await fetch(BASE + path, { credentials: "same-origin", ...options });
  if (answer.status === 401) { location.assign("/"); throw new Failure(401, "401"); }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Failure(answer.status, body.detail ?? answer.statusText);
  return body;
}

export function decide(incident, said) {
  return ask(`/incidents/${encodeURIComponent(incident)}/feedback`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ...said, reason: said.reason || null }),
  });
}

// `told` hears every event as (kind, value); `changed` hears the state: connecting, live or cut.
export function listen(told, changed) {
  let source, last = "", pause = FIRST_PAUSE_MS, watch, again;
  const stay = () => { clearTimeout(watch); watch = setTimeout(reconnect, SILENT_MS); };
  function heard(event) {
    stay();
    if (event.lastEventId) last = event.lastEventId;
    told(event.type, JSON.parse(event.data));
  }
  function reconnect() {
    source?.close();
    clearTimeout(watch);
    clearTimeout(again);
    changed("cut");
    again = setTimeout(open, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  }
  function open() {
    source = new EventSource(`${BASE}/events` + (last ? `?last_event_id=${encodeURIComponent(last)}` : ""));
    source.onopen = () => { pause = FIRST_PAUSE_MS; changed("live"); stay(); };
    source.onerror = reconnect;
    for (const kind of ["state", "hello", "reset", "incident", "alert", "quiet"]) source.addEventListener(kind, heard);
  }
  changed("connecting");
  open();
  addEventListener("online", reconnect);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && source.readyState === EventSource.CLOSED) reconnect();
  });
}
