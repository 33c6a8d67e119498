/* The finder above a list of publications: filters it while its reader types or chooses.
 *
 * The form and all that it works on are in the page; without this file both are as they
 * would be without a finder. What is chosen in the first finder of a page stands in the
 * address of the page: "?q=robust&year=2024&year=2023".
 */

(() => {
  "use strict";

  const FACETS = ["kind", "year", "venue", "topic"];
  /* What an entry is searched in, and what of it is not. */
  const PARTS = ".pub-title, .pub-authors, .pub-imprint, .pub-note, .pub-award, .pub-badge";
  const LEFT_OUT = "summary, .pub-mark, .headerlink";
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

  const wordsOf = (text) => [...new Set(fold(text).split(/\s+/))].filter(Boolean);

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
          const folded = fold(char);
          if (folded) {
            for (let i = 0; i < folded.length; i++) {
              this.starts.push(start);
              this.ends.push([node, offset]);
            }
            this.text += folded;
          } else if (this.ends.length) {
            // An accent of its own belongs to the letter before it.
            this.ends[this.ends.length - 1] = [node, offset];
          }
        }
      }
    }

    * rangesOf(word) {
      const { text } = this;
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const [startContainer, startOffset] = this.starts[at];
        const [endContainer, endOffset] = this.ends[at + word.length - 1];
        yield new StaticRange({ startContainer, startOffset, endContainer, endOffset });
      }
    }
  }

  // -- Marks --------------------------------------------------------------------

  /* Marks what was found in the items near the part of the page that is seen. */
  class Marker {
    constructor(items) {
      this.words = [];
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
      for (const item of this.words.length ? this.near : []) {
        for (const part of item.hidden ? [] : this.partsOf(item)) {
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

  /* A publication of a list, which may show it more than once. */
  class Entry {
    constructor(item) {
      const { kind, year, venue, topics } = item.dataset;
      this.items = [item];
      this.isShown = true;
      this.values = {
        kind: kind ? [kind] : [],
        year: year ? [year] : [],
        venue: venue ? [venue] : [],
        topic: topics ? topics.split(";") : [],
      };
      const texts = [year, venue, ...this.values.topic];
      for (const part of item.querySelectorAll(PARTS)) {
        texts.push(textNodes(part).map((node) => node.data).join(""));
      }
      for (const { title } of item.querySelectorAll(".pub-imprint abbr[title]")) texts.push(title);
      this.text = fold(texts.join("\n"));
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

  class List {
    constructor(name) {
      const entries = new Map();
      const groups = new Map();
      this.items = [];
      const lists = document.querySelectorAll(`.pub-list[data-finder="${CSS.escape(name)}"]`);
      for (const list of lists) {
        const shown = new Set();
        for (const item of list.children) {
          const entry = entries.get(item.dataset.key);
          if (entry) entry.items.push(item);
          else entries.set(item.dataset.key, new Entry(item));
          shown.add(entries.get(item.dataset.key));
          this.items.push(item);
        }
        for (let at = list.closest(SECTION); at; at = at.parentElement.closest(SECTION)) {
          if (!groups.has(at)) groups.set(at, new Group(at));
          for (const entry of shown) groups.get(at).entries.add(entry);
        }
      }
      this.entries = [...entries.values()];
      this.groups = [...groups.values()];
      if (this.entries.length > LONG) for (const list of lists) list.classList.add("pub-list-long");
    }

    /* Shows what has all words and what is chosen; returns how many entries that are, and how
     * many there would be for each value of a facet, whatever else is chosen of that facet. */
    filter(words, chosen) {
      const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
      const asked = FACETS.filter((facet) => chosen[facet].size);
      let shown = 0;
      for (const entry of this.entries) {
        let isShown = false;
        if (words.every((word) => entry.text.includes(word))) {
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
      return { shown, counts };
    }
  }

  // -- The form -----------------------------------------------------------------

  class Finder {
    constructor(form, ownsAddress) {
      this.form = form;
      this.ownsAddress = ownsAddress;
      this.field = form.querySelector("input");
      this.status = form.querySelector(".pub-finder-shown");
      this.clearing = form.querySelector("[type=reset]");
      this.details = form.querySelector("details");
      this.all = this.status.textContent;
      this.buttons = [...form.querySelectorAll("fieldset")].flatMap((facet) =>
        [...facet.querySelectorAll("button")].map((element) => ({
          element,
          facet: facet.name,
          value: element.value,
          count: element.querySelector(".pub-facet-count"),
        })),
      );
      form.classList.add("pub-finder-ready");
      form.addEventListener("focusin", () => this.list, { once: true });
      form.addEventListener("input", () => this.update());
      form.addEventListener("change", () => this.writeAddress());
      form.addEventListener("click", ({ target }) => {
        this.choose(target.closest("fieldset button"));
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
      const list = new List(this.form.dataset.list);
      Object.defineProperty(this, "list", { value: list });
      return list;
    }

    get marker() {
      const marker = Marker.all ? new Marker(this.list.items) : { markSoon() {} };
      Object.defineProperty(this, "marker", { value: marker });
      return marker;
    }

    get pressed() {
      return this.buttons.filter(({ element }) => element.getAttribute("aria-pressed") === "true");
    }

    get isFiltering() {
      return Boolean(this.field.value.trim() || this.pressed.length);
    }

    update() {
      const words = wordsOf(this.field.value);
      const pressed = this.pressed;
      const chosen = Object.fromEntries(FACETS.map((facet) => [facet, new Set()]));
      for (const { facet, value } of pressed) chosen[facet].add(value);
      const { shown, counts } = this.list.filter(words, chosen);
      const isFiltering = this.isFiltering;
      for (const button of this.buttons) {
        const size = counts[button.facet].get(button.value) ?? 0;
        // It stays where it is, and in the order of the keyboard, but there is nothing in it.
        const isIdle = !size && !pressed.includes(button);
        if (button.size === size && button.isIdle === isIdle) continue;
        Object.assign(button, { size, isIdle }).count.textContent = size;
        button.element.setAttribute("aria-disabled", String(isIdle));
      }
      let shownOfAll = this.form.dataset.shown;
      for (const number of [shown, this.all]) shownOfAll = shownOfAll.replace("{}", number);
      this.status.textContent = isFiltering ? shownOfAll : this.all;
      this.clearing.hidden = !isFiltering;
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

    set(query, isChosen) {
      this.field.value = query;
      for (const button of this.buttons) {
        button.element.setAttribute("aria-pressed", String(isChosen(button)));
      }
      this.update();
    }

    clear() {
      this.set("", () => false);
      this.writeAddress();
      this.field.focus();
    }

    // -- The address --------------------------------------------------------------

    readAddress() {
      const asked = new URLSearchParams(location.search);
      const query = asked.get("q") ?? "";
      const chosen = Object.fromEntries(FACETS.map((facet) => [facet, asked.getAll(facet)]));
      const isChosen = ({ facet, value }) => chosen[facet].includes(value);
      if (!this.isFiltering && !query && !this.buttons.some(isChosen)) return;
      if (this.details && this.buttons.some(isChosen)) this.details.open = true;
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
      const query = this.field.value.trim();
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
