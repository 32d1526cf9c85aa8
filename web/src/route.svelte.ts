// The address holds the inputs: "#/result?run=..." is a page with its arguments, in the lab and in a file alike.

export interface Route {
  page: string;
  args: Record<string, string>;
}

/** Version of the addresses. A page that changes what its arguments mean counts on, and turns older ones into its own. */
export const VERSION = 1;

/** Names that arguments may also have: those of the terminal's options. */
const ALSO: Record<string, string> = { "burn-in": "burn_in", safeguard: "safeguards", "as-of": "as_of" };

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const args: Record<string, string> = {};
  for (const [said, value] of new URLSearchParams(query)) {
    const name = ALSO[said] ?? said;
    args[name] = name === "safeguards" && args[name] ? `${args[name]},${value}` : value;
  }
  if (Number(args.v ?? VERSION) > VERSION) return { page: "newer", args };
  delete args.v;
  return { page: path || "start", args };
}

export function address(page: string, args: Record<string, string | number | undefined> = {}): string {
  const said = Object.entries(args).filter((pair): pair is [string, string | number] => pair[1] !== undefined && pair[1] !== "");
  const query = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
  return `#/${page}${query ? `?${query}` : ""}`;
}

export const route = $state<Route>(parse(location.hash));

addEventListener("hashchange", () => {
  const found = parse(location.hash);
  route.page = found.page;
  route.args = found.args;
});

export function go(page: string, args: Record<string, string | number | undefined> = {}): void {
  location.hash = address(page, args);
}

/** Change the arguments of the page that is shown, without a new step in the history. */
export function refine(args: Record<string, string | number | undefined>): void {
  history.replaceState(null, "", address(route.page, { ...route.args, ...args }));
  const found = parse(location.hash);
  route.args = found.args;
}
