// The three questions of the first page: what is asked, what can be said, and the run that shows it.
import type { Args } from "./api";

export interface Question {
  id: string;
  title: string;
  short: string;
  text: readonly string[];
  cannot: string;
  /** What the page about runs is opened with. */
  run: Args;
  runLabel: string;
  links: readonly { page: string; args: Args; label: string }[];
}

export const QUESTIONS: readonly Question[] = [
  {
    id: "camera",
    title: "How many people would a 95 % accurate camera punish wrongly?",
    short: "When an act is rare, most of those an accurate machine points at did nothing.",
    text: [
      "“95 % accurate” says two things at once: of those who did it, 95 in 100 are recorded; of those who did not, 5 in 100 are recorded too. Which of the two groups is larger decides whom the camera finds.",
      "Move the rarity of the act, and see the field below change. Every dot is one of 1,000 people, each passing the camera once.",
    ],
    cannot: "This is arithmetic, not a run: one look at each person, and errors that fall on everybody alike. Real machines err more for some than for others, look many times, and are checked by people or not. A scheme holds all that, with a source for each number.",
    run: { scheme: "us-midas-2013" },
    runLabel: "See it in a scheme: a machine that decided on fraud, Michigan 2013",
    links: [{ page: "claims", args: { search: "accura" }, label: "What is claimed about accuracy" }],
  },
  {
    id: "spread",
    title: "How far does a penalty reach beyond the person who acted?",
    short: "The same people with the same dice: once with rules that reach others, once without.",
    text: [
      "Some schemes carry a penalty along a tie: to the household, to the child who applies to a school, to the friend in a network, to the officer of a firm. The laboratory runs the same people twice: with that rule, and without it. What differs between the two is what the rule does, person by person.",
      "The run below holds China’s list of judgment defaulters as written against the same list without any rule that reaches others.",
    ],
    cannot: "The ties are those of a synthetic society: how many people share a household is from published tables, who would have been refused what is in part assumed. The run says which, figure by figure.",
    run: { scheme: "cn-judgment-defaulters-2017", kind: "pair", safeguards: "no-spread" },
    runLabel: "Run both worlds",
    links: [{ page: "run", args: { scheme: "ve-carnet-2018", kind: "pair", safeguards: "no-spread" }, label: "The same for the Carnet de la Patria" }],
  },
  {
    id: "debtors",
    title: "Do lists make debtors pay? What the published figures show, and what they cannot",
    short: "Published counts beside the model, and the comparison nobody has published.",
    text: [
      "The authorities publish how many people on the list of judgment defaulters have since performed what they owed. That number alone cannot say what the list did: some would have paid without it, and some cannot pay with it.",
      "A run prints the published counts beside those of the model, with period and unit. A pair against no list shows how many in the model perform only because of the list; how strongly people respond is an assumption with a range, and the result is shown at both ends of it.",
    ],
    cannot: "No source read gives the same debtors with and without the list. Until one does, the effect is assumed, in this laboratory as in the press: the run shows how much hangs on it.",
    run: { scheme: "cn-judgment-defaulters-2017", kind: "pair", other: "none" },
    runLabel: "Run with the list and without it",
    links: [{ page: "claims", args: { search: "debt" }, label: "What is claimed about debtors" }],
  },
];
