// The numbers of the rules. Behaviour that differs is kept under its number, `if (rulesOf(state) >= 2) …`, because replay runs today's
// code on yesterday's commands. An order keeps its number until it continues as new (docs/architecture.md, "Change").

/** The highest number that this program understands. A version first knows a number; only the next one gives it. */
export const RULES_KNOWN = 1;

/** The number that new orders get, and those that continue as new. Never above `RULES_KNOWN` of the version before. */
export const RULES = 1;
