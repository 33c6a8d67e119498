/* The finder above a list of publications: filters it while its reader types or chooses.
 *
 * The form and all that it works on are in the page; without this file both are as they
 * would be without a finder. What is chosen in the first finder of a page stands in the
 * address of the page: "?q=robust&year=2024&year=2023".
 */

(() => {
  "use strict";

  const FACETS = ["kind", "year", "venue", "topic", "with"];
  /* What an entry is searched in, and what of it is not. */
  const PARTS = ".pub-reference, .pub-links, .pub-reason";
  const LEFT_OUT = "summary, .pub-number, .pub-mark";
  /* From how many entries on the browser is not asked to lay out what it does not show. */
  const LONG = 100;
  const SECTION = ".pub-group";
  /* How long the address waits for the next key, in milliseconds. */
  const PAUSE = 300;

  // -- Text without accents and case ------------------------------------------

  /* Letters that Unicode does not decompose, and signs that keyboards do not have. */
  const SIGNS = {
    ø: "o", ł: "l", đ: "d", æ: "ae", œ: "oe", ð: "d", þ: "th",
    "‐": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"',
  };
  const folded = new Map();

  const foldSign = (sign) => {
    if (!folded.has(sign)) {
      // Upper case in between: it makes "ß" two letters, as it is typed elsewhere.
      const text = sign.normalize("NFKD").replace(/\p{Mn}/gu, "").toUpperCase().toLowerCase();
      folded.set(sign, [...text].map((char) => SIGNS[char] ?? char).join(""));
    }
    return folded.get(sign);
  };

  const fold = (text) => text.toLowerCase().replace(/[^\0-\x7f]/gu, foldSign);

  // -- Words as they are typed ---------------------------------------------------

  /* What is looked for has at most so many letters; nobody types more. */
  const MOST = 1000;
  /* From so many words on it is a reference that was pasted, and the closest entry is found. */
  const MANY = 6;
  const ENOUGH = 0.6;
  /* Signs around words: quotation marks, commas of a reference that is pasted; but "C#". */
  const SIGN = /[\p{P}$<>|~^`]/u;
  /* Words that join names in a reference, and are not in ours. */
  const JOINTS = new Set(["and", "et", "al", "&"]);
  const HYPHENS = /-/g;

  /* Returns a word without the signs around it. */
  const bare = (text) => {
    let [start, end] = [0, text.length];
    while (start < end && SIGN.test(text[start])) start++;
    while (end > start && text[end - 1] !== "#" && SIGN.test(text[end - 1])) end--;
    return text.slice(start, end);
  };

  /* Returns a word and what it may be the plural of: "policies" of "policy". */
  const formsOf = (word) => {
    if (word.length < 4 || !word.endsWith("s") || word.endsWith("ss")) return [word];
    const forms = [word, word.slice(0, -1)];
    if (!word.endsWith("es")) return forms;
    forms.push(word.slice(0, -2));
    if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
    if (word.endsWith("ses")) forms.push(`${word.slice(0, -2)}is`);
    if (word.endsWith("ices")) forms.push(`${word.slice(0, -4)}ix`, `${word.slice(0, -4)}ex`);
    return forms;
  };

  /* Returns the forms of all words of a folded text, with hyphens left out and between words. */
  const formsIn = (text) => {
    const found = new Set();
    for (const word of text.split(/\s+/)) {
      const part = bare(word);
      for (const each of new Set([part.replace(HYPHENS, ""), ...part.split("-")])) {
        for (const form of formsOf(each.replace(/'s$/, ""))) if (form) found.add(form);
      }
    }
    return found;
  };

  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // as it stands, then
    }
  };

  /* Returns what a text names a work by, under names that are equal for all ways to write it:
   * arXiv's number, a DOI, the place of a page, a cite key. */
  const identitiesOf = (source) => {
    const text = decoded(fold(source));
    const found = [`key:${text}`];
    const arxiv = /(?<![\d.])\d{4}\.\d{4,5}(?!\d)/.exec(text);
    if (arxiv) found.push(`arxiv:${arxiv[0]}`);
    const doi = /(?<!\d)10\.\d{4,9}\/[^?#]+/.exec(text);
    if (doi) found.push(`doi:${doi[0]}`);
    if (!text.includes("/")) return found;
    const place = text.replace(/^[a-z]+:\/\//, "").replace(/^www\./, "");
    const [path, hash] = place.split("#", 2);
    const [page, query = ""] = path.split("?", 2);
    const id = new URLSearchParams(query).get("id");
    if (id) found.push(`id:${page.split("/")[0]}:${id}`);
    else found.push(`at:${page.replace(/(?:\/|\.html?|\.pdf)+$/, "")}`);
    if (hash) found.push(`key:${hash}`);
    found.push(`key:${page.replace(/(?:\/|\.html)$/, "").split("/").pop()}`);
    return found;
  };

  /* A word that is looked for; or several in quotation marks, with one space between. */
  class Word {
    constructor(text, isExact = false) {
      this.text = text.replace(HYPHENS, "");
      this.parts = isExact ? [] : text.split("-").filter(Boolean);
      this.forms = isExact ? [] : formsOf(this.text);
      /* No other form of it contains it: "model" is in "models", but "policy" is not in "policies". */
      this.hasForms = this.forms.length > 1 || /(?:y|is|[ei]x)$/.test(this.text);
      this.identities = isExact ? [] : identitiesOf(text);
      /* A venue, or an author, with a year: "ISIT'20", "NeurIPS2023". */
      this.pieces = /^(\p{L}+)'?((?:19|20)?\d\d)$/u.exec(text)?.slice(1) ?? [];
    }

    /* Tells whether it is in a searchable text. */
    isIn(searched) {
      if (searched.text.includes(this.text)) return true;
      if (this.hasForms && this.forms.some((form) => searched.forms.has(form))) return true;
      if (this.pieces.length) return this.pieces.every((it) => searched.text.includes(it));
      if (this.parts.length < 2) return false;
      // "large-language-models" for words that are written with spaces.
      const before = this.parts.slice(0, -1).join(" ");
      const last = formsOf(this.parts.at(-1));
      return last.some((form) => searched.spaced.includes(` ${before} ${form}`));
    }
  }

  /* Returns a text as it would be typed that comes from elsewhere: out of BibTeX, LaTeX. */
  const typed = (query) =>
    query
      .slice(0, MOST)
      .replace(/\\[a-z]*cite[a-z]*\*?\{([^{}]*)\}/gi, (_, keys) => ` ${keys.replace(/,/g, " ")} `)
      .replace(/@[a-z]+\{([^\s,{}]+),?/gi, " $1 ")
      .replace(/(?<![\w-])[a-z]+ ?= ?(?=[{"\d])/gi, " ")
      .replace(/[{}$\\]/g, "");

  const wordsOf = (query) => {
    const text = fold(typed(query));
    const found = new Map();
    const rest = text.replace(/"([^"]+)"/g, (_, quoted) => {
      const phrase = quoted.split(/\s+/).map(bare).filter(Boolean).join(" ");
      if (phrase) found.set(`"${phrase}"`, new Word(phrase, true));
      return " ";
    });
    const all = rest
      .split(/\s+/)
      .map((word) => bare(word).replace(/^(?:arxiv|doi):(?=.*\d)/, ""))
      // "M.I. Jordan", "2023b".
      .flatMap((word) => (/^(?:\p{L}\.)+\p{L}$/u.test(word) ? word.split(".") : [word]))
      .map((word) => word.replace(/^((?:19|20)\d\d)\p{L}$/u, "$1"))
      .filter(Boolean);
    const words = all.filter((word) => !JOINTS.has(word));
    for (const word of words.length || found.size ? words : all) found.set(word, new Word(word));
    return [...found.values()];
  };

  /* Returns the pieces of text in an element that count. */
  const textNodes = (part) => {
    const accept = (node) =>
      node.nodeType === Node.TEXT_NODE
        ? NodeFilter.FILTER_ACCEPT
        : node.matches(LEFT_OUT)
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_SKIP;
    const shown = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
    const walker = document.createTreeWalker(part, shown, accept);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  };

  /* The folded text of an element, and where each letter of it comes from. */
  class FoldedText {
    constructor(part) {
      this.text = "";
      this.starts = []; // letter → [text node, offset]
      this.ends = [];
      for (const node of textNodes(part)) {
        let offset = 0;
        for (const char of node.data) {
          const start = [node, offset];
          offset += char.length;
          const folded = fold(char).replace(HYPHENS, "");
          if (folded) {
            for (let i = 0; i < folded.length; i++) {
              this.starts.push(start);
              this.ends.push([node, offset]);
            }
            this.text += folded;
          } else if (this.ends.length) {
            // An accent of its own belongs to the letter before it, and so does a hyphen.
            this.ends[this.ends.length - 1] = [node, offset];
          }
        }
      }
    }

    * rangesOf(word) {
      let isFound = false;
      for (const range of this.rangesOfText(word.text)) {
        isFound = true;
        yield range;
      }
      if (isFound) return;
      // Other forms of it are words of their own: "gans" is no reason to mark "organ".
      if (word.hasForms) {
        for (const { 0: found, index } of this.text.matchAll(/[\p{L}\p{N}]+/gu)) {
          const isForm = formsOf(found).some((form) => word.forms.includes(form));
          if (isForm) yield this.range(index, found.length);
        }
      }
      const parts = word.parts.length > 1 ? word.parts : word.pieces;
      for (const part of parts) yield* this.rangesOfText(part);
    }

    * rangesOfText(sought) {
      const { text } = this;
      for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
        yield this.range(at, sought.length);
      }
    }

    range(at, length) {
      const [startContainer, startOffset] = this.starts[at];
      const [endContainer, endOffset] = this.ends[at + length - 1];
      return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
    }
  }

  // -- Marks --------------------------------------------------------------------

  /* Marks what was found in the items near the part of the page that is seen. */
  class Marker {
    constructor(items, reasonOf) {
      this.words = [];
      this.reasonOf = reasonOf;
      this.reasons = new Map(); // item → the paragraph that says why it is shown
      this.near = new Set();
      this.ranges = [];
      this.texts = new WeakMap(); // item → its parts
      const seen = (changes) => {
        for (const { target, isIntersecting } of changes) {
          if (isIntersecting) this.near.add(target);
          else this.near.delete(target);
        }
        this.mark();
      };
      const observer = new IntersectionObserver(seen, { rootMargin: "50%" });
      for (const item of items) observer.observe(item);
    }

    partsOf(item) {
      if (!this.texts.has(item)) {
        this.texts.set(item, [...item.querySelectorAll(PARTS)].map((part) => new FoldedText(part)));
      }
      return this.texts.get(item);
    }

    /* Says why an item is shown, if nobody can see it. */
    giveReason(item, reason) {
      const before = this.reasons.get(item);
      if (reason === (before?.textContent ?? "")) return;
      before?.remove();
      this.reasons.delete(item);
      this.texts.delete(item);
      if (!reason) return;
      const said = document.createElement("p");
      this.reasons.set(item, said);
      said.className = "pub-reason";
      said.textContent = reason;
      item.querySelector(".pub-reference").after(said);
    }

    /* Leaves what was marked before until there is something new: nothing flickers. */
    markSoon(words) {
      this.words = words;
      cancelAnimationFrame(this.frame);
      clearTimeout(this.timer);
      // Behind the next picture, which shows what was filtered.
      this.frame = requestAnimationFrame(() => {
        this.timer = setTimeout(() => this.mark());
      });
    }

    mark() {
      const ranges = [];
      for (const item of this.reasons.keys()) {
        if (item.hidden || !this.near.has(item)) this.giveReason(item, "");
      }
      for (const item of this.near) {
        if (item.hidden) continue;
        this.giveReason(item, this.reasonOf(item, this.words));
        if (!Marker.all) continue;
        for (const part of this.words.length ? this.partsOf(item) : []) {
          for (const word of this.words) ranges.push(...part.rangesOf(word));
        }
      }
      for (const range of this.ranges) Marker.all.delete(range);
      for (const range of ranges) Marker.all.add(range);
      this.ranges = ranges;
    }
  }

  if (window.Highlight && CSS.highlights) {
    Marker.all = new Highlight(); // of all lists of the page
    CSS.highlights.set("pub-match", Marker.all);
  }

  // -- The list -----------------------------------------------------------------

  /* A text that is searched. */
  class Searched {
    constructor(source) {
      this.folded = fold(source);
      this.text = this.folded.replace(HYPHENS, "").replace(/\s+/g, " ");
    }

    get forms() {
      const forms = formsIn(this.folded);
      Object.defineProperty(this, "forms", { value: forms });
      return forms;
    }

    /* With a space in the place of each hyphen, and in front. */
    get spaced() {
      const spaced = ` ${this.folded.replace(HYPHENS, " ").replace(/\s+/g, " ")}`;
      Object.defineProperty(this, "spaced", { value: spaced });
      return spaced;
    }
  }

  /* A publication of a list, which may show it more than once. */
  class Entry {
    constructor(item, words) {
      const { key, kind, year, venue, topics, also } = item.dataset;
      this.items = [item];
      this.isShown = true;
      this.values = {
        kind: kind ? [kind] : [],
        year: year ? [year] : [],
        venue: venue ? [venue] : [],
        topic: topics ? topics.split(";") : [],
        with: (item.dataset.with ?? "").split(" ").filter(Boolean),
      };
      const seen = [year];
      /* What comes with it is found by other words, too: "dataset" for "Data". */
      const called = [kind, ...this.values.with].map((value) => words.get(value) ?? "");
      this.synonyms = formsIn(fold(called.join(" ")));
      for (const part of item.querySelectorAll(PARTS)) {
        seen.push(textNodes(part).map((node) => node.data).join(""));
      }
      this.seen = new Searched(seen.join("\n"));
      /* What nobody sees: the id of its name among the words of the form, and itself. */
      const full = [...item.querySelectorAll("abbr[title]")].map(({ title }) => ["venue", title]);
      const unseen = [
        ["venue", venue ?? ""],
        ...full,
        ...this.values.topic.map((topic) => ["topic", topic]),
        ...JSON.parse(also ?? "[]").map((title) => ["also", title]),
      ];
      this.unseen = unseen.map(([name, said]) => ({ name, said, searched: new Searched(said) }));
      this.all = new Searched([...seen, ...unseen.map(([, said]) => said)].join("\n"));
      this.hasMarks = item.querySelector(".pub-mark") !== null;
    }

    /* What names it: identity → the id of its name among the words of the form, and it. */
    get identities() {
      const found = new Map();
      const [item] = this.items;
      const links = item.querySelectorAll(".pub-links a, a.pub-title-link");
      for (const { href } of links) {
        for (const identity of identitiesOf(href)) {
          if (!identity.startsWith("key:")) found.set(identity, ["link", href]);
        }
      }
      const ids = [...item.querySelectorAll(":scope > span[id]")].map(({ id }) => id);
      for (const key of [item.dataset.key, ...ids]) {
        found.set(`key:${fold(key)}`, ["key", key]);
      }
      Object.defineProperty(this, "identities", { value: found });
      return found;
    }

    has(word) {
      if (word.isIn(this.all) || word.forms.some((form) => this.synonyms.has(form))) return true;
      return this.identity(word) !== null;
    }

    /* Returns what a word is in that nobody sees: its name among the words of the form, and it. */
    reason(word) {
      const found = this.unseen.find(({ searched }) => word.isIn(searched));
      return found ? [found.name, found.said] : this.identity(word);
    }

    /* Returns the cite key that a word is, or the link of the identifier that it is; or null. */
    identity(word) {
      const known = word.identities.find((it) => this.identities.has(it));
      return known ? this.identities.get(known) : null;
    }

    show(isShown) {
      if (this.isShown === isShown) return;
      this.isShown = isShown;
      for (const item of this.items) item.hidden = !isShown;
    }
  }

  /* A heading with what is under it. */
  class Group {
    constructor(element) {
      this.element = element;
      this.entries = new Set();
      this.counts = [element.querySelector(".pub-count")];
      this.links = [];
      // The contents of the page name it as well.
      for (const count of element.id ? document.querySelectorAll("a .pub-count") : []) {
        const link = count.closest("a");
        if (link.hash !== `#${element.id}`) continue;
        this.counts.push(count);
        this.links.push(link.closest("li") ?? link);
      }
      for (const link of this.links) link.classList.add("pub-contents");
    }

    update() {
      let size = 0;
      for (const entry of this.entries) size += entry.isShown;
      if (this.size === size) return;
      this.size = size;
      for (const count of this.counts) count.textContent = size;
      for (const element of [this.element, ...this.links]) element.hidden = !size;
    }
  }

  const filled = (pattern, ...texts) => pattern.replace(/\{\}/g, () => texts.shift());

  class List {
    constructor(name, words) {
      const entries = new Map();
      const groups = new Map();
      this.items = [];
      const lists = document.querySelectorAll(`.pub-list[data-finder="${CSS.escape(name)}"]`);
      for (const list of lists) {
        const shown = new Set();
        for (const item of list.children) {
          const entry = entries.get(item.dataset.key);
          if (entry) entry.items.push(item);
          else entries.set(item.dataset.key, new Entry(item, words));
          shown.add(entries.get(item.dataset.key));
          this.items.push(item);
        }
        for (let at = list.closest(SECTION); at; at = at.parentElement.closest(SECTION)) {
          if (!groups.has(at)) groups.set(at, new Group(at));
          for (const entry of shown) groups.get(at).entries.add(entry);
        }
      }
      this.entries = [...entries.values()];
      this.byItem = new Map(this.entries.flatMap((entry) => entry.items.map((it) => [it, entry])));
      this.groups = [...groups.values()];
      if (this.entries.length > LONG) for (const list of lists) list.classList.add("pub-list-long");
    }

    get showsMarks() {
      return this.entries.some((entry) => entry.isShown && entry.hasMarks);
    }

    /* Returns a function that tells whether an entry is meant, and whether it is only the closest.
     *
     * An identifier says which one, whatever stands around it. */
    matcher(words) {
      const known = words.filter(
        (word) => /\d/.test(word.text) && this.entries.some((entry) => entry.identity(word)),
      );
      const asked = known.length ? known : words;
      const hasAll = (entry) => asked.every((word) => entry.has(word));
      if (words.length < MANY || this.entries.some(hasAll)) return [hasAll, false];
      const scores = this.entries.map((entry) => words.filter((word) => entry.has(word)).length);
      const best = Math.max(...scores);
      if (best < words.length * ENOUGH) return [hasAll, false];
      const closest = new Set(this.entries.filter((_, place) => scores[place] === best));
      return [(entry) => closest.has(entry), true];
    }

    /* Shows what has all words and what is chosen; returns how many entries that are, and how
     * many there would be for each value of a facet, whatever else is chosen of that facet. */
    filter(words, chosen) {
      const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
      const asked = FACETS.filter((facet) => chosen[facet].size);
      let shown = 0;
      const [isFound, isClosest] = this.matcher(words);
      for (const entry of this.entries) {
        let isShown = false;
        if (isFound(entry)) {
          const missed = asked.filter(
            (facet) => !entry.values[facet].some((value) => chosen[facet].has(value)),
          );
          isShown = !missed.length;
          if (missed.length < 2) {
            for (const facet of missed.length ? missed : FACETS) {
              for (const value of entry.values[facet]) {
                counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
              }
            }
          }
        }
        shown += isShown;
        entry.show(isShown);
      }
      for (const group of this.groups) group.update();
      return { shown, counts, isClosest };
    }
  }

  // -- The form -----------------------------------------------------------------

  /* Returns what matches between a form and its list, or null. */
  const behind = (form, selector) => {
    let at = form.nextElementSibling;
    while (at && !at.matches(`${selector}, .pub-finder, .pub-list, .pub-group`)) {
      at = at.nextElementSibling;
    }
    return at?.matches(selector) ? at : null;
  };

  class Finder {
    constructor(form, ownsAddress) {
      this.form = form;
      this.ownsAddress = ownsAddress;
      this.field = form.querySelector("input");
      this.status = form.querySelector(".pub-finder-shown");
      this.clearing = form.querySelector(".pub-finder-clear");
      this.chips = form.querySelector(".pub-chips");
      this.said = form.querySelector(".pub-finder-said");
      this.nothing = form.querySelector(".pub-finder-none");
      this.search = this.nothing.querySelector("a");
      this.closest = form.querySelector(".pub-finder-closest");
      this.legend = behind(form, ".pub-legend");
      this.takeAll = behind(form, ".pub-take-all");
      this.all = this.status.textContent;
      this.buttons = [...form.querySelectorAll("fieldset")].flatMap((facet) =>
        [...facet.querySelectorAll("button[value]")].map((element) => ({
          element,
          facet: facet.name,
          value: element.value,
          label: element.firstElementChild.textContent,
          count: element.querySelector(".pub-facet-count"),
        })),
      );
      form.classList.add("pub-finder-ready");
      form.addEventListener("focusin", () => this.list, { once: true });
      form.addEventListener("input", () => this.update());
      form.addEventListener("change", () => this.writeAddress());
      form.addEventListener("click", ({ target }) => {
        this.choose(target.closest("fieldset button[value]"));
        this.unchoose(target.closest(".pub-chip"));
        this.showRare(target.closest(".pub-more"));
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.writeAddress();
      });
      form.addEventListener("reset", (event) => {
        event.preventDefault();
        this.clear();
      });
      form.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || event.isComposing || !this.isFiltering) return;
        event.preventDefault();
        this.clear();
      });
      if (ownsAddress) {
        this.field.setAttribute("aria-keyshortcuts", "/");
        // On its way down: where Sphinx's own search has the key, it is heard behind us.
        const options = { capture: true };
        document.addEventListener("keydown", (event) => this.takeFocus(event), options);
        addEventListener("popstate", () => this.readAddress());
        addEventListener("pagehide", () => this.writeAddress({ replace: true }));
        this.readAddress();
        this.keepFromSiteSearch();
      } else {
        addEventListener("popstate", () => this.showTarget());
      }
    }

    /* Made when it is needed first: most visitors only read. */
    get list() {
      const words = new Map(
        this.buttons
          .filter(({ facet }) => facet === "with" || facet === "kind")
          .map(({ element, facet, value, label }) => [
            value,
            // "Books and chapters": of these three two are words for it.
            facet === "kind" ? label.replace(/(?<!\p{L})\p{L}{1,3}(?!\p{L})/gu, "") : element.dataset.words,
          ]),
      );
      const list = new List(this.form.dataset.list, words);
      Object.defineProperty(this, "list", { value: list });
      return list;
    }

    get marker() {
      const marker = new Marker(this.list.items, (item, words) => this.reasonOf(item, words));
      Object.defineProperty(this, "marker", { value: marker });
      return marker;
    }

    get pressed() {
      return this.buttons.filter(({ element }) => element.getAttribute("aria-pressed") === "true");
    }

    get isFiltering() {
      return Boolean(this.field.value.trim() || this.pressed.length);
    }

    /* Returns why an item is shown: what of it is not seen, with its name, "venue: …". */
    reasonOf(item, words) {
      const entry = this.list.byItem.get(item);
      const unseen = words.filter((word) => !word.isIn(entry.seen));
      const reasons = unseen.map((word) => entry.reason(word)).filter(Boolean);
      const said = reasons.map(([name, text]) =>
        filled(this.form.dataset.named, this.form.dataset[name], text),
      );
      return [...new Set(said)].join(" · ");
    }

    update() {
      const words = wordsOf(this.field.value);
      const pressed = this.pressed;
      const chosen = Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));
      for (const { facet, value } of pressed) chosen[facet].add(value);
      const { shown, counts, isClosest } = this.list.filter(words, chosen);
      const isFiltering = this.isFiltering;
      for (const button of this.buttons) {
        const size = counts[button.facet].get(button.value) ?? 0;
        // It stays where it is, and in the order of the keyboard, but there is nothing in it.
        const isIdle = !size && !pressed.includes(button);
        if (button.size === size && button.isIdle === isIdle) continue;
        Object.assign(button, { size, isIdle }).count.textContent = size;
        button.element.setAttribute("aria-disabled", String(isIdle));
      }
      const shownOfAll = filled(this.form.dataset.shown, shown, this.all);
      this.status.textContent = isFiltering ? shownOfAll : this.all;
      this.clearing.hidden = !isFiltering;
      this.showChips(pressed);
      const asked = [this.field.value.trim(), ...pressed.map(({ label }) => label)].filter(Boolean);
      this.said.textContent = isFiltering
        ? filled(this.form.dataset.named, shownOfAll, asked.join(", "))
        : "";
      this.closest.hidden = !shown || !isClosest;
      this.nothing.hidden = shown > 0;
      this.nothing.querySelector("em").textContent = asked.join(", ");
      if (this.search) this.search.search = new URLSearchParams({ q: this.field.value.trim() });
      // Neither what explains signs that are not there, nor files with more than is shown.
      if (this.legend) this.legend.hidden = isFiltering && !this.list.showsMarks;
      if (this.takeAll) this.takeAll.hidden = isFiltering;
      this.form.classList.toggle("pub-finder-filtering", isFiltering);
      if (words.length || this.isMarked) this.marker.markSoon(words);
      this.isMarked = words.length > 0;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.writeAddress(), PAUSE);
    }

    choose(button) {
      if (!button || button.getAttribute("aria-disabled") === "true") return;
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      this.update();
      this.writeAddress();
    }

    /* Shows what is chosen where it can be undone, also while the choices are folded away. */
    showChips(pressed) {
      const chips = pressed.map((button) => {
        const chip = document.createElement("button");
        const cross = document.createElement("span");
        chip.type = "button";
        chip.className = "pub-chip";
        chip.setAttribute("aria-label", filled(this.form.dataset.remove, button.label));
        cross.setAttribute("aria-hidden", "true");
        cross.textContent = "×";
        chip.append(`${button.label} `, cross);
        chip.chosen = button;
        const item = document.createElement("li");
        item.append(chip);
        return item;
      });
      this.chips.replaceChildren(...chips);
      this.chips.hidden = !chips.length;
    }

    unchoose(chip) {
      if (!chip) return;
      const place = [...this.chips.children].indexOf(chip.parentElement);
      this.choose(chip.chosen.element);
      const next = this.chips.children[place] ?? this.chips.lastElementChild;
      if (next) next.firstElementChild.focus();
      else this.focusField();
    }

    showRare(more, { focus = true } = {}) {
      if (!more) return;
      const rare = [...more.parentElement.querySelectorAll("button[hidden]")];
      for (const button of rare) button.hidden = false;
      more.remove();
      if (focus) rare[0]?.focus();
    }

    /* "/" leads to the field, from wherever it is not a letter. */
    takeFocus(event) {
      const { key, altKey, ctrlKey, metaKey, isComposing, target } = event;
      if (key !== "/" || altKey || ctrlKey || metaKey || isComposing) return;
      if (event.defaultPrevented || target.closest?.("input, textarea, select, [contenteditable]")) {
        return;
      }
      event.preventDefault();
      this.field.focus();
      this.field.select();
    }

    set(query, isChosen) {
      this.field.value = query;
      for (const button of this.buttons) {
        button.element.setAttribute("aria-pressed", String(isChosen(button)));
        if (isChosen(button) && button.element.hidden) {
          this.showRare(button.element.parentElement.querySelector(".pub-more"), { focus: false });
        }
      }
      this.update();
    }

    clear() {
      this.set("", () => false);
      this.writeAddress();
      this.focusField();
    }

    /* Not on phones, whose keyboards would lie over what is shown again. */
    focusField() {
      if (!matchMedia("(pointer: coarse)").matches) this.field.focus();
    }

    // -- The address --------------------------------------------------------------

    readAddress() {
      const asked = new URLSearchParams(location.search);
      const query = asked.get("q") ?? "";
      const chosen = Object.fromEntries(FACETS.map((facet) => [facet, asked.getAll(facet)]));
      const isChosen = ({ facet, value }) => chosen[facet].includes(value);
      if (!this.isFiltering && !query && !this.buttons.some(isChosen)) {
        this.writeAddress({ replace: true }); // without what there is not: "?year=1066"
        return;
      }
      this.set(query, isChosen);
      clearTimeout(this.waiting);
      this.showTarget();
    }

    /* A link to an entry is a promise to show it. */
    showTarget() {
      const target = this.hiddenTarget();
      if (!target) return;
      this.set("", () => false);
      this.writeAddress({ replace: true });
      target.scrollIntoView();
    }

    writeAddress({ replace = false } = {}) {
      clearTimeout(this.waiting);
      if (!this.ownsAddress) return;
      const address = new URL(location.href);
      const before = new URLSearchParams(address.search);
      const now = new URLSearchParams(address.search);
      for (const name of ["q", ...FACETS]) now.delete(name);
      const query = this.field.value.trim().slice(0, MOST);
      if (query) now.set("q", query);
      for (const { facet, value } of this.pressed) now.append(facet, value);
      if (String(before) === String(now)) return;
      address.search = now;
      // What is no longer there cannot be led to; its link would show it again.
      if (this.hiddenTarget()) address.hash = "";
      // "Back" undoes a choice, or all of what was typed, not one letter of it.
      const withoutQuery = (params) => {
        const rest = new URLSearchParams(params);
        rest.delete("q");
        return String(rest);
      };
      const isStep = before.has("q") !== now.has("q") || withoutQuery(before) !== withoutQuery(now);
      try {
        if (isStep && !replace) history.pushState(null, "", address);
        else history.replaceState(history.state, "", address);
      } catch {
        // Browsers refuse when it happens too often; the list is filtered all the same.
      }
    }

    /* Sphinx's own search answers to "q" in the address, too, and stumbles on a page that has
     * no place for results. Themes that have it on every page ask when all is loaded. */
    keepFromSiteSearch() {
      const { href } = location;
      const address = new URL(href);
      if (!address.searchParams.has("q") || document.readyState === "complete") return;
      if (!document.querySelector("script[src*='searchtools']")) return;
      address.searchParams.delete("q");
      history.replaceState(history.state, "", address);
      const restore = () => history.replaceState(history.state, "", href);
      addEventListener("DOMContentLoaded", restore, { once: true });
    }

    /* Returns what the address leads to, if that is filtered out of this list. */
    hiddenTarget() {
      let id = location.hash.slice(1);
      try {
        id = decodeURIComponent(id);
      } catch {
        // As it stands, then.
      }
      const target = id ? document.getElementById(id) : null;
      if (!target?.closest(".pub-item[hidden], .pub-group[hidden]")) return null;
      // A group is meant by its heading; all of its lists are this one's, or none.
      const list = target.closest(".pub-list") ?? target.querySelector(".pub-list");
      return list?.dataset.finder === this.form.dataset.list ? target : null;
    }
  }

  for (const [index, form] of document.querySelectorAll("form.pub-finder").entries()) {
    new Finder(form, index === 0);
  }
})();
