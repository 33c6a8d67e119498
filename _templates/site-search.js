/* Searches the index that ext/site_search.py makes. search.html includes this text where results
 * belong, through Jinja: a brace and another brace, a percent or a number sign may not meet. */
(() => {
  "use strict";
  const $ = (selector) => document.querySelector(selector);
  const query = (new URLSearchParams(location.search).get("q") ?? "")
    .slice(0, 200).replace(/\s+/g, " ").trim();
  const field = $(".site-search input[name=q]");
  field.value = query;
  if (!query) return field.focus();
  document.title = `“${query}” — ${document.title}`;

  const index = JSON.parse($("#site-search-index").textContent);
  const WORD = /[\p{L}\p{N}\p{M}]+(?:[-‐‑.@'’_][\p{L}\p{N}\p{M}]+)*/gu;
  const PART = /[\p{L}\p{N}\p{M}]+/gu;
  const ENDING =
    /(?:i[sz](?:ations?|e[ds]?|ing)|ments?|ness|ships?|ings?|[eo]rs?|ics|ed|ies|es|s|e|y)$/;
  const fold = (text) => text.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();

  /** "courses" and "course" have one stem; what is left of a word must be worth it. */
  const stem = (word) => {
    const cut = word.replace(ENDING, "");
    return cut.length >= 4 ? cut : word.replace(/^(..+)s$/, "$1");
  };

  /** The words of a text: "Ph.D." is "phd", "S-LoRA" is "slora" and has the parts "s", "lora". */
  const wordsIn = (text) => Array.from(text.matchAll(WORD), ({ 0: found, index: at }) => {
    const word = (text, from) => ({
      word: fold(text), stem: stem(fold(text)), start: from, end: from + text.length,
    });
    const parts = Array.from(found.matchAll(PART), (part) => word(part[0], at + part.index));
    return { ...word(found, at), parts: parts.length > 1 ? parts : [] };
  });

  /** Whether two words differ by one letter: one more, one less, another, or two in turn. */
  const near = (one, other) => {
    if (one.length < 5 || Math.abs(one.length - other.length) > 1) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at++;
    const [a, b] = [one.slice(at), other.slice(at)];
    return a.slice(1) === b || a === b.slice(1) || a.slice(1) === b.slice(1)
      || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  };

  // Ways to take a word, from what was typed to what may have been meant. The next one is
  // asked where no place has a word so.
  const WAYS = [
    (sought, word) => word.word === sought.word ? 1 : word.stem === sought.stem ? 0.6 : 0,
    (sought, word) => sought.word.length > 2 && word.word.startsWith(sought.word) ? 0.7 : 0,
    (sought, word) => near(sought.word, word.word) ? 0.5 : 0,
  ];

  /** How well a word of a text is the one that is sought, and from where to where. */
  const match = (sought, word) => {
    const way = WAYS[sought.way ?? 0];
    let best = { grade: way(sought, word), start: word.start, end: word.end };
    for (const part of word.parts) {
      const grade = 0.9 * way(sought, part);
      if (grade > best.grade) best = { grade, start: part.start, end: part.end };
    }
    return best;
  };

  /** All that a term finds in the words of a text; a synonym only with all its words. */
  const matches = (term, words) => {
    const found = words.map((word) => match(term, word)).filter(({ grade }) => grade);
    for (const synonym of term.synonyms) {
      const each = synonym.map((sought) => words.map((word) => match(sought, word))
        .filter(({ grade }) => grade));
      if (each.every((some) => some.length)) {
        found.push(...each.flat());
      }
    }
    return found;
  };
  const best = (found) => found.reduce((most, { grade }) => Math.max(most, grade), 0);

  // -- What is searched --------------------------------------------------------------------

  const places = index.places.map((place) => {
    const texts = (place.texts ?? []).map((parts) => {
      const text = parts.join("");
      let at = 0;
      // Every second part is only shown.
      const ranges = parts.map((part) => [at, at += part.length]).filter((_, i) => i % 2 === 0);
      const shown = wordsIn(text);
      const words = shown
        .filter(({ start, end }) => ranges.some(([from, to]) => from <= start && end <= to));
      return { text, shown, words };
    });
    const trail = place.trail ?? [];
    return {
      ...place, texts, trail,
      page: place.page ?? 0,
      titleWords: wordsIn(place.title), trailWords: wordsIn(trail.join(" ")),
      words: texts.reduce((sum, { words }) => sum + words.length, 0),
    };
  });

  const synonyms = new Map();
  for (const [ours, theirs] of Object.entries(index.words)) {
    for (const typed of theirs) {
      synonyms.set(typed, [...(synonyms.get(typed) ?? []), wordsIn(ours)]);
    }
  }
  const typed = wordsIn(query)
    // "fine-tuning" is also found where it is two words.
    .map((word) => ({
      ...word,
      synonyms: [...(synonyms.get(word.word) ?? []), ...(word.parts.length ? [word.parts] : [])],
    }));
  const ignored = new Set(index.ignored);
  const telling = typed.filter(({ word }) => !ignored.has(word));
  // Nobody types more words than that; a machine may.
  const terms = (telling.length ? telling : typed).slice(0, 20);
  for (const term of terms) {
    const isFound = (place) => best(matches(term, place.titleWords))
      || place.texts.some(({ words }) => best(matches(term, words)));
    term.way = WAYS.findIndex((_, way) => ((term.way = way), places.some(isFound)));
    if (term.way < 0) term.way = 0;
  }

  /** How much of the query a place has, and how well. */
  const rate = (place) => {
    let [has, own, title, text] = [0, 0, 0, 0];
    for (const term of terms) {
      const inTitle = best(matches(term, place.titleWords));
      const inText = best(place.texts.flatMap(({ words }) => matches(term, words)));
      if (inTitle || inText) own++;
      if (inTitle || inText || best(matches(term, place.trailWords))) has++;
      if (8 * inTitle > 3 * inText) title += inTitle;
      else text += inText;
    }
    const length = 1 + Math.log10(1 + place.words / 20);
    // Running text that says a word is about it; a reference may only have it in a name.
    const weight = place.kind === "item" ? 0.8 : 1;
    let score = 8 * title * (0.6 + 0.4 * Math.min(1, title / place.titleWords.length))
      + 3 * weight * text / length;
    // Best of all is a title that is the query, then a text that has it word for word.
    const all = fold(query);
    const hasAll = (text) => fold(text).includes(all);
    if (fold(place.title) === all) score *= 2;
    else if (terms.length > 1 && (hasAll(place.title) || place.texts.some(({ text }) => hasAll(text)))) {
      score *= 1.3;
    }
    return { place, has: own ? has : 0, score };
  };
  const rated = places.map(rate);
  const most = Math.max(...rated.map(({ has }) => has), 0);
  // Where no place has all words, those that have the most.
  const found = rated.filter(({ has }) => has && has === most).sort((a, b) => b.score - a.score);

  // -- Where a result leads ----------------------------------------------------------------

  // What stands before the text on every page, where a browser would find the words first.
  const before = document.createRange();
  before.setStart(document.body, 0);
  before.setEndBefore($("main"));
  const lower = (text) => text.replace(/\s+/g, " ").toLowerCase();
  const onPage = (page) => [
    before.toString(),
    ...places.filter((place) => place.page === page)
      .flatMap(({ title, texts }) => [title, ...texts.map(({ text }) => text)]),
  ].map(lower).join("\n");
  const encode = (text) => encodeURIComponent(text.trim()).replaceAll("-", "%2D");

  /** A text fragment: words of a text, with as many around them as make them the only ones.
   *  Where these are all words of the text, the next one begins with others. */
  const fragment = (page, { text, shown: words, next }, { start, end }) => {
    const all = onPage(page);
    const isOne = (from, to) => all.split(lower(text.slice(from, to))).length < 3;
    let [from, to] = [start, end];
    for (let more = 0; more < 8 && !isOne(from, to); more++) {
      from = words.findLast((word) => word.end <= from)?.start ?? from;
      to = words.find((word) => word.start >= to)?.end ?? to;
    }
    const prefix = from < start ? `${encode(text.slice(from, start))}-,` : "";
    const behind = isOne(from, to) || to < text.length ? text.slice(end, to) : next;
    const suffix = behind ? `,-${encode(behind)}` : "";
    return `:~:text=${prefix}${encode(text.slice(start, end))}${suffix}`;
  };

  /** The words that were found in a text, and the longest run of such words. */
  const marksIn = ({ text, words }) => {
    const marks = terms.flatMap((term) => matches(term, words))
      .sort((a, b) => a.start - b.start || b.end - a.end);
    const apart = marks.filter((mark, i) => !marks.slice(0, i).some(({ end }) => mark.start < end));
    const runs = [];
    for (const { start, end } of apart) {
      const last = runs.at(-1);
      const between = last && wordsIn(text.slice(last.end, start));
      if (between?.every(({ word }) => ignored.has(word))) last.end = end;
      else runs.push({ start, end });
    }
    const length = ({ start, end }) => end - start;
    const [longest] = runs.sort((a, b) => length(b) - length(a));
    return { marks: apart, longest };
  };
  const wholeWords = (words, { start, end }) => ({
    start: words.findLast((word) => word.start <= start)?.start ?? start,
    end: words.find((word) => word.end >= end)?.end ?? end,
  });

  const addressOf = (place, title, snippet) => {
    const { address } = index.pages[place.page];
    const id = place.id ? `#${place.id}` : "";
    if (place.query) return `${address}?${place.query}`;
    const isHeading = place.kind === "heading" && (title.longest || !snippet?.longest);
    if (place.kind === "item" || isHeading) return address + id;
    let said = snippet;
    let run = snippet?.longest;
    if (place.kind === "text" && (title.longest || !run)) {
      const [first] = place.texts;
      const next = first?.text.slice(0, (first.shown[1] ?? first.shown[0])?.end);
      said = { text: place.title, words: place.titleWords, shown: place.titleWords, next };
      run = said.words.length ? { start: said.words[0].start, end: said.words.at(-1).end } : null;
    } else if (!run) {
      run = said?.words[0];
    }
    if (!run) return address + id;
    return `${address}${id || "#"}${fragment(place.page, said, wholeWords(said.shown, run))}`;
  };

  // -- What is shown -----------------------------------------------------------------------

  const make = (tag, name, ...children) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    node.append(...children);
    return node;
  };
  /** A part of a text, with the words that were found. */
  const marked = (text, marks, from = 0, to = text.length) => {
    const nodes = [];
    let at = from;
    for (const { start, end } of marks) {
      if (start < at || end > to) continue;
      nodes.push(text.slice(at, start), make("mark", "", text.slice(start, end)));
      at = end;
    }
    return [...nodes, text.slice(at, to)];
  };
  const cut = ({ text, marks, longest }) => {
    const middle = longest?.start ?? 0;
    let from = Math.max(0, middle - 90);
    let to = Math.min(text.length, Math.max(middle + 130, from + 220));
    if (from) from = text.indexOf(" ", from) + 1;
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), longest?.end ?? 0);
    return [from ? "… " : "", ...marked(text, marks, from, to), to < text.length ? " …" : ""];
  };

  const results = found.map(({ place }) => {
    const title = marksIn({ text: place.title, words: place.titleWords });
    const snippets = place.texts.map((text) => ({ ...text, ...marksIn(text) }));
    const several = (marks) => new Set(marks.map(({ start }) => start)).size;
    let snippet = snippets.reduce(
      (one, it) => (!one || several(it.marks) > several(one.marks) ? it : one), null,
    );
    // Of a publication whose title was found one wants to know by whom it is.
    if (place.kind === "item" && several(title.marks) >= several(snippet?.marks ?? [])) {
      snippet = { ...snippets[0], longest: undefined };
    }
    const link = make("a", "", ...marked(place.title, title.marks));
    link.href = addressOf(place, title, snippet);
    const item = make("li", "", make("h2", "", link));
    if (place.trail.length) item.append(make("p", "site-search-trail", place.trail.join(" › ")));
    if (snippet) item.append(make("p", "site-search-text", ...cut(snippet)));
    return item;
  });

  const asked = () => make("bdi", "", query);
  const box = $("#site-search");
  const status = box.querySelector("[role=status]");
  const more = box.querySelector(".site-search-more");
  const some = most && most < terms.length;
  box.hidden = false;
  if (results.length) {
    const count = `${results.length} ${results.length === 1 ? "result" : "results"}`;
    status.append(`${count} for “`, asked(), some ? "”, none with all of these words" : "”");
  } else {
    status.append("Nothing on this site matches “", asked(), "”.");
  }
  box.querySelector("ol").append(...results);
  if (!results.length || found.filter(({ place }) => place.kind === "item").length > 1) {
    const link = make("a", "", "Find “", asked(), "” among the publications");
    link.href = `${box.dataset.finder}?q=${encodeURIComponent(query)}`;
    more.append(link, results.length ? "" : ", or see ");
    if (!results.length) {
      for (const [i, { address, title }] of index.pages.entries()) {
        const page = make("a", "", title);
        page.href = address;
        more.append(i === 0 ? "" : i < index.pages.length - 1 ? ", " : " or ", page);
      }
      more.append(".");
    }
  }
})();
