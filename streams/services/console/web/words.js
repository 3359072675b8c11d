// What the interface says, in English and Arabic; names of countries come from the browser.

const EN = {
  incidents: "Incidents", rejected: "Rejected articles", search: "Search", searchHint: "place, group, word…",
  level: "Level", critical: "Critical", high: "High", medium: "Medium", low: "Low", unknown: "Unknown",
  country: "Country", all: "All", type: "Kind", corroboration: "Corroboration", perpetrator: "Perpetrator",
  from: "From", to: "To", inView: "In the map's view", clear: "Clear filters", more: "Show more",
  unconfirmed: "Unconfirmed", corroborated: "Corroborated", confirmed: "Confirmed", contested: "Contested",
  status: "Status", open: "Open", closed: "Closed", retracted: "Retracted", merged: "Merged",
  killed: "killed", wounded: "wounded", abducted: "abducted", perpetrators_killed: "attackers killed",
  Killed: "Killed", Wounded: "Wounded", Abducted: "Abducted", Perpetrators_killed: "Attackers killed",
  sources: (n) => `${n} independent ${n === 1 ? "source" : "sources"}`,
  shown: (n, total) => (total > n ? `${n} of ${total} incidents` : `${n} ${n === 1 ? "incident" : "incidents"}`),
  none: "Nothing matches these filters", noneHint: "Take a filter away, or wait: what comes in is shown here at once.",
  quiet: "No incident yet", quietHint: "As soon as one is read it appears here.",
  failed: "The list could not be loaded", retry: "Try again", loading: "Loading…",
  live: "Live", connecting: "Connecting…", cut: "Connection lost. Reconnecting; nothing will be missed.",
  busAway: "The message bus does not answer. What is stored can still be read.", back: "Back to the list",
  map: "Map of incidents", noMap: "This browser cannot draw the map (WebGL is off). The list is complete.",
  timeline: (n, a, b) => `${n} incidents between ${a} and ${b}`,
  language: "العربية", theme: "Theme", dark: "Dark", light: "Light", keys: "Keyboard", skip: "Skip to content",
  facts: "What is known, and in which words", figures: "How many, and who says so", reports: "Reports",
  revisions: "Revisions", alerts: "Alerts", decisions: "Decisions", conflicts: "Sources that disagree",
  field: "Field", says: "says", revision: "Revision", rule: "rule", readBy: "Read by machine; no person has confirmed it.",
  confirmedBy: "Confirmed by an editor.", mayBeGraphic: "Opens the source; it may be graphic.",
  noQuotes: "The account has not arrived yet, or was forgotten.", best: "best", range: "range",
  confirm: "Confirm", reject: "Reject", mute: "Mute", reason: "Reason (optional)", sure: "Press again to decide",
  decided: "Sent. It takes effect when the bus has carried it.", mayRead: "You may read; decisions need an editor.",
  notDecided: "The decision could not be sent.", noDecisions: "No one has decided anything yet.",
  missing: "There is no such incident.", whyLow: "No alert, because", standsFor: "Merged into",
  time: "Time", reason_: "Reason", article: "Article", source: "Source", updated: "Updated", changed: "changed",
  keyHelp: [["/", "search"], ["j k ↑ ↓", "next, previous"], ["Enter", "open"], ["Esc", "back, close"], ["m", "to the map"], ["w", "wall screen"], ["l", "العربية"], ["t", "dark, light"], ["?", "this help"]],
  close: "Close", by: "by", wall: "Wall screen", sideBySide: "Revisions side by side", left: "Left", right: "Right",
  differ: (n) => (n ? `${n} ${n === 1 ? "field differs" : "fields differ"}` : "Nothing differs"),
  belonging: "Which reports belong together", merge: "Merge", split: "Split off", splitOff: "Reports that tell of another attack", mergeIn: "Another incident that is this attack",
  otherIncident: "Incident", lookAtIt: "Look at it", none_chosen: "None chosen", chooseOne: "Choose the other incident first.", someNotAll: "Choose some of the reports, not all.",
  someReports: (n) => `${n} ${n === 1 ? "report" : "reports"}`, undoMerge: "Undo the merger", undoSplit: "Undo the split", newAlert: "New alert", date: "Date", place: "Place",
  attack_types: { armed_assault: "Armed assault", bombing: "Bombing", suicide_bombing: "Suicide bombing", assassination: "Assassination", hostage_taking: "Hostage-taking", facility_attack: "Attack on a facility", arson: "Arson", air_strike: "Air strike", drone_strike: "Drone strike", shelling_or_rocket: "Shelling or rockets", vehicle_ramming: "Vehicle ramming", stabbing: "Stabbing", chemical: "Chemical", other: "Other", unknown: "Attack" },
  fields: { killed: "Killed", wounded: "Wounded", abducted: "Abducted", perpetrators_killed: "Attackers killed", place: "Where", date: "When", perpetrators: "By whom", targets: "Against whom", attack_types: "How", claims: "Claim", weapons: "Weapons", attributed_to: "Who says so", modality: "Certainty", stage: "Outcome", tolls: "Figures", engagement: "Engagement", perpetrator: "attackers", follow_on: "Afterwards", sub_events: "Course", ongoing: "Ongoing" },
};

const AR = {
  incidents: "الحوادث", rejected: "المقالات المستبعدة", search: "بحث", searchHint: "مكان، جماعة، كلمة…",
  level: "المستوى", critical: "حرج", high: "مرتفع", medium: "متوسط", low: "منخفض", unknown: "غير معروف",
  country: "البلد", all: "الكل", type: "النوع", corroboration: "التثبت", perpetrator: "المنفذ",
  from: "من", to: "إلى", inView: "ضمن الخريطة المعروضة", clear: "مسح المرشحات", more: "عرض المزيد",
  unconfirmed: "غير مؤكد", corroborated: "معزز", confirmed: "مؤكد", contested: "متنازع عليه",
  status: "الحالة", open: "مفتوح", closed: "مغلق", retracted: "مسحوب", merged: "مدمج",
  killed: "قتيل", wounded: "جريح", abducted: "مختطف", perpetrators_killed: "قتيل من المهاجمين",
  Killed: "القتلى", Wounded: "الجرحى", Abducted: "المختطفون", Perpetrators_killed: "قتلى المهاجمين",
  sources: (n) => (n === 1 ? "مصدر مستقل واحد" : n === 2 ? "مصدران مستقلان" : n <= 10 ? `${n} مصادر مستقلة` : `${n} مصدرًا مستقلًا`),
  shown: (n, total) => (total > n ? `${n} من أصل ${total}` : n === 1 ? "حادثة واحدة" : n === 2 ? "حادثتان" : n <= 10 ? `${n} حوادث` : `${n} حادثة`),
  none: "لا شيء يطابق هذه المرشحات", noneHint: "أزل مرشحًا، أو انتظر: كل جديد يظهر هنا فورًا.",
  quiet: "لا حوادث بعد", quietHint: "تظهر هنا فور قراءتها.",
  failed: "تعذر تحميل القائمة", retry: "إعادة المحاولة", loading: "جارٍ التحميل…",
  live: "مباشر", connecting: "جارٍ الاتصال…", cut: "انقطع الاتصال. تجري إعادته ولن يفوتك شيء.",
  busAway: "ناقل الرسائل لا يستجيب. ما خُزِّن تمكن قراءته.", back: "العودة إلى القائمة",
  map: "خريطة الحوادث", noMap: "لا يستطيع هذا المتصفح رسم الخريطة (WebGL معطل). القائمة كاملة.",
  timeline: (n, a, b) => `${n} حادثة بين ${a} و${b}`,
  language: "English", theme: "المظهر", dark: "داكن", light: "فاتح", keys: "لوحة المفاتيح", skip: "إلى المحتوى",
  facts: "ما هو معروف، وبأي كلمات", figures: "كم العدد، ومن يقول ذلك", reports: "التقارير",
  revisions: "المراجعات", alerts: "التنبيهات", decisions: "القرارات", conflicts: "مصادر تختلف",
  field: "الحقل", says: "يقول", revision: "المراجعة", rule: "القاعدة", readBy: "قرأته آلة؛ ولم يؤكده إنسان.",
  confirmedBy: "أكده محرر.", mayBeGraphic: "يفتح المصدر؛ قد يحوي مشاهد قاسية.",
  noQuotes: "لم تصل الرواية بعد، أو طُلب نسيانها.", best: "الأرجح", range: "المدى",
  confirm: "تأكيد", reject: "رفض", mute: "كتم", reason: "السبب (اختياري)", sure: "اضغط ثانية للبت",
  decided: "أُرسل القرار، ويسري حين ينقله الناقل.", mayRead: "لك القراءة؛ القرار للمحررين.",
  notDecided: "تعذر إرسال القرار.", noDecisions: "لم يقرر أحد شيئًا بعد.",
  missing: "لا توجد حادثة كهذه.", whyLow: "لا تنبيه، بسبب", standsFor: "دُمجت في",
  time: "الوقت", reason_: "السبب", article: "المقال", source: "المصدر", updated: "حُدّث", changed: "تغيّر",
  keyHelp: [["/", "بحث"], ["j k ↑ ↓", "التالي والسابق"], ["Enter", "فتح"], ["Esc", "رجوع وإغلاق"], ["m", "إلى الخريطة"], ["w", "شاشة العرض"], ["l", "English"], ["t", "داكن وفاتح"], ["?", "هذه المساعدة"]],
  close: "إغلاق", by: "بحسب", wall: "شاشة العرض", sideBySide: "مراجعتان جنبًا إلى جنب", left: "الأولى", right: "الثانية",
  differ: (n) => (n === 0 ? "لا فرق" : n === 1 ? "حقل واحد يختلف" : n === 2 ? "حقلان يختلفان" : n <= 10 ? `${n} حقول تختلف` : `${n} حقلًا يختلف`),
  belonging: "أي التقارير معًا", merge: "دمج", split: "فصل", splitOff: "تقارير عن هجوم آخر", mergeIn: "حادثة أخرى هي هذا الهجوم نفسه",
  otherIncident: "الحادثة", lookAtIt: "الاطلاع عليها", none_chosen: "لم تُختر حادثة", chooseOne: "اختر الحادثة الأخرى أولًا.", someNotAll: "اختر بعض التقارير لا كلها.",
  someReports: (n) => (n === 1 ? "تقرير واحد" : n === 2 ? "تقريران" : n <= 10 ? `${n} تقارير` : `${n} تقريرًا`), undoMerge: "التراجع عن الدمج", undoSplit: "التراجع عن الفصل", newAlert: "تنبيه جديد", date: "التاريخ", place: "المكان",
  attack_types: { armed_assault: "هجوم مسلح", bombing: "تفجير", suicide_bombing: "تفجير انتحاري", assassination: "اغتيال", hostage_taking: "احتجاز رهائن", facility_attack: "هجوم على منشأة", arson: "إحراق", air_strike: "غارة جوية", drone_strike: "ضربة بطائرة مسيّرة", shelling_or_rocket: "قصف أو صواريخ", vehicle_ramming: "دهس", stabbing: "طعن", chemical: "كيميائي", other: "آخر", unknown: "هجوم" },
  fields: { killed: "القتلى", wounded: "الجرحى", abducted: "المختطفون", perpetrators_killed: "قتلى المهاجمين", place: "أين", date: "متى", perpetrators: "من نفّذ", targets: "ضد من", attack_types: "كيف", claims: "التبني", weapons: "السلاح", attributed_to: "من يقول", modality: "اليقين", stage: "النتيجة", tolls: "الأرقام", engagement: "الاشتباك", perpetrator: "المهاجمون", follow_on: "بعد ذلك", sub_events: "المجريات", ongoing: "مستمر" },
};

const ROLES = { police: "الشرطة", military: "الجيش", army: "الجيش", official: "مسؤول", officials: "مسؤولون", officer: "ضابط", spokesman: "متحدث", ministry: "وزارة", governor: "المحافظ", mayor: "رئيس البلدية", "security source": "مصدر أمني", "security forces": "قوات الأمن", "medical source": "مصدر طبي", hospital: "مستشفى", government: "الحكومة", authorities: "السلطات", witness: "شاهد" };

const ALL = { en: EN, ar: AR };
let current = "en";
export const language = () => current;
export const isArabic = () => current === "ar";
export function speak(name) { current = ALL[name] ? name : "en"; }
export const t = (name) => ALL[current][name] ?? EN[name] ?? name;
export const kind = (name) => t("attack_types")[name] ?? name.replaceAll("_", " ");
export const role = (name) => (current === "ar" ? ROLES[name] : undefined) ?? name;
export const field = (name) => t("fields")[name] ?? name.replaceAll("_", " ");

const locale = () => (current === "ar" ? "ar-u-nu-latn" : "en-GB");
export function countryName(code) {
  try { return new Intl.DisplayNames([current], { type: "region" }).of(code) ?? code; } catch { return code; }
}
export const number = (value) => new Intl.NumberFormat(locale()).format(value);
export function moment(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return "";
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return "";
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" }).format(date) + " UTC";
}
export const clock = (milliseconds) => new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" }).format(milliseconds) + " UTC";
const SPANS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];
const LONG_AGO = 30;
// How long ago; what is older than a month, or later than now by a clock that is wrong, has its date.
export function ago(milliseconds, now) {
  const passed = now - milliseconds;
  if (!(passed >= 0 && passed <= LONG_AGO * SPANS[0][1])) return moment(milliseconds);
  const [unit, span] = SPANS.find(([, one]) => passed >= one) ?? SPANS.at(-1);
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(-Math.floor(passed / span), unit);
}
export function day(iso) {
  const date = new Date(`${iso}T00:00:00Z`);
  if (!iso || Number.isNaN(date.getTime())) return iso ?? "";
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(date);
}
export function titleOf(line) {
  if (isArabic()) { if (line.headline_other && line.headline_language === "ar") return [line.headline_other, "ar"]; }
  else if (line.headline) return [line.headline, "en"];
  const kinds = (line.attack_types ?? []).map(kind).join(isArabic() ? "، " : ", ") || kind("unknown");
  const where = [line.place, line.country && countryName(line.country)].filter(Boolean);
  return [`${kinds}: ${[...new Set(where)].join(isArabic() ? "، " : ", ")}`, current];
}
