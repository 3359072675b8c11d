// What editors decide: how sure it is, and which reports belong together.
import { ask, decide } from "./api.js";
import { h, own } from "./dom.js";
import { moment, t, titleOf } from "./words.js";

const CANDIDATES = 100;

// Every decision takes two presses of its button, the second within one visit to it.
function deciding(page, told, list) {
  const buttons = [];
  let sure = null;
  const arm = (button) => { sure = button; for (const one of buttons) one.classList.toggle("armed", one === button); };
  async function pressed(button, label, said) {
    const asked = said();
    if (typeof asked === "string") { arm(null); told.textContent = asked; return; }
    if (sure !== button) { arm(button); told.textContent = `${label}: ${t("sure")}`; return; }
    arm(null);
    for (const one of buttons) one.disabled = true;
    try {
      list.append(decision(await decide(page.incident.incident_id, asked)));
      told.textContent = t("decided");
      told.focus();
      told.dispatchEvent(new CustomEvent("decided", { bubbles: true }));
    } catch (error) {
      told.textContent = `${t("notDecided")} ${error.message}`;
      button.focus();
    }
    for (const one of buttons) one.disabled = false;
  }
  return (name, label, said) => {
    const button = h("button", { type: "button", class: `decide ${name}`, onclick: () => pressed(button, label, said), onblur: () => { if (sure === button) arm(null); } }, label);
    buttons.push(button);
    return button;
  };
}

const status = () => h("p", { role: "status", class: "told", tabindex: "-1" });
const reasonOf = (id) => h("input", { id, type: "text", maxlength: "500", dir: "auto" });

export function decisions(page, me) {
  const list = h("ul", { class: "plain", id: "decided" }, page.decisions.map(decision));
  const told = status();
  if (!page.decisions.length) told.textContent = t("noDecisions");
  if (!me.can_edit) return [list, told, h("p", { class: "faint" }, t("mayRead"))];
  const button = deciding(page, told, list);
  const reason = reasonOf("reason");
  const given = () => reason.value.trim();
  const buttons = ["confirm", "reject", "mute"].map((action) => button(action, t(action), () => ({ action, reason: given() })));
  const { undoing } = page;
  if (undoing) buttons.push(button("undo", t(undoing.action === "split" ? "undoMerge" : "undoSplit"), () => ({ ...takenBack(undoing), reason: given() })));
  return [list, h("div", { class: "deciding" }, h("label", { for: "reason" }, t("reason")), reason, buttons), told];
}

const takenBack = ({ action, other_incident_id, attack_ids }) => (action === "merge" ? { action, other_incident_id } : { action, attack_ids });

export function belonging(page) {
  const told = status();
  const list = h("ul", { class: "plain" });
  const button = deciding(page, told, list);
  const reason = reasonOf("reason-belonging");
  const given = () => reason.value.trim();
  return [
    splitting(page, button, given), merging(page, button, given),
    h("div", { class: "deciding" }, h("label", { for: "reason-belonging" }, t("reason")), reason), list, told];
}

function splitting(page, button, given) {
  if (page.reports.length < 2) return null;
  const boxes = page.reports.map((one) => h("input", { type: "checkbox", value: one.attack_id }));
  const split = button("split", t("split"), () => {
    const attack_ids = boxes.filter((one) => one.checked).map((one) => one.value);
    return attack_ids.length && attack_ids.length < boxes.length ? { action: "split", attack_ids, reason: given() } : t("someNotAll");
  });
  return h("fieldset", { class: "deciding choose", id: "splitting" }, h("legend", {}, t("splitOff")),
    page.reports.map((one, at) => h("label", { class: "check" }, boxes[at], h("span", {}, h("b", {}, own(one.source)), " ", own(one.title ?? one.article_id, one.language), h("span", { class: "faint" }, " ", moment(one.published_at ?? one.fetched_at))))), split);
}

function merging(page, button, given) {
  const { incident_id: id, country } = page.incident;
  const choice = h("select", { id: "other" }, h("option", { value: "" }, t("loading")));
  const look = h("span");
  choice.addEventListener("change", () => look.replaceChildren(choice.value ? h("a", { href: `/incident/${encodeURIComponent(choice.value)}`, target: "_blank", rel: "noopener" }, t("lookAtIt")) : ""));
  ask(`/incidents?country=${encodeURIComponent(country)}&by=updated&limit=${CANDIDATES}`)
    .then(({ items }) => choice.replaceChildren(h("option", { value: "" }, t("none_chosen")), ...items.filter((one) => one.incident_id !== id).map((one) => h("option", { value: one.incident_id }, candidate(one)))))
    .catch((error) => choice.replaceChildren(h("option", { value: "" }, `${t("failed")} ${error.message}`)));
  const merge = button("merge", t("merge"), () => (choice.value ? { action: "merge", other_incident_id: choice.value, reason: given() } : t("chooseOne")));
  return h("fieldset", { class: "deciding choose", id: "merging" }, h("legend", {}, t("mergeIn")),
    h("label", { for: "other" }, t("otherIncident")), choice, look, merge);
}

const candidate = (line) => [line.date ?? moment(line.first_reported_at), titleOf(line)[0], line.place].filter(Boolean).join(" · ");

function decision(one) {
  const about = one.action === "merge" && one.other_incident_id ? h("a", { href: `/incident/${encodeURIComponent(one.other_incident_id)}`, "data-inside": "" }, own(one.other_incident_id)) : one.action === "split" ? t("someReports")(one.attack_ids.length) : null;
  return h("li", {}, h("b", {}, t(one.action)), about && [" ", about], " · ", own(one.by), " · ", moment(one.at), one.reason ? h("span", {}, " · ", own(one.reason)) : null);
}
