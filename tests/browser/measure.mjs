// Opens built pages in a real browser and writes down, as a JSON list, what it finds in each. It judges
// nothing: the tests in test_page.py do. `node measure.mjs CHROMIUM MODULES RESULT all|states PAGE...`
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [executable, modules, result_file, what, ...page_files] = process.argv.slice(2);
const require = createRequire(join(modules, "node_modules", "."));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };
// A4 less the margins of the style sheet, in CSS pixels.
const PAPER = { width: Math.floor(((210 - 2 * 18) / 25.4) * 96), height: 971 };
const ADDRESS = "http://rapport.invalid/";

// The page that is being looked at, and the strictest policy under which it still has its style.
let html, strict;
function take(page_file) {
  html = readFileSync(page_file, "utf8");
  const style = html.match(/<style>([\s\S]*?)<\/style>/)[1];
  const hash = createHash("sha256").update(style).digest("base64");
  strict = `default-src 'none'; img-src data:; style-src 'sha256-${hash}'`;
}

const sandbox = process.getuid && process.getuid() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({
  executablePath: executable,
  args: [...sandbox, "--disable-gpu", "--disable-quic", "--disable-sync"],
});

// The page as a server with that policy would send it (or with none); whatever else it asks
// for is noted and refused.
async function opened({ policy = strict, ...options }) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  const seen = { requests: [], complaints: [] };
  await context.route("**/*", (route) => {
    if (route.request().url() === ADDRESS) {
      return route.fulfill({
        body: html,
        contentType: "text/html; charset=utf-8",
        headers: policy ? { "content-security-policy": policy } : {},
      });
    }
    seen.requests.push(route.request().url().slice(0, 200));
    return route.abort();
  });
  page.on("console", (message) => seen.complaints.push(message.text().slice(0, 300)));
  page.on("pageerror", (error) => seen.complaints.push(String(error).slice(0, 300)));
  await page.goto(ADDRESS, { waitUntil: "load" });
  return { page, context, seen };
}

const open_everything = (page) =>
  page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));

const widths = (page) =>
  page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));

async function in_turn(...steps) {
  const results = [];
  for (const step of steps) results.push(await step());
  return results;
}

async function accessibility(options, { open } = {}) {
  const { page, context, seen } = await opened(options);
  const layout = await looked_at(page);
  if (open) await open_everything(page);
  await page.evaluate(axe);
  const found = await page.evaluate(
    (tags) =>
      axe.run(document, { runOnly: tags, resultTypes: ["violations"] }).then((result) => ({
        rules: result.passes.length + result.violations.length,
        violations: result.violations.map((one) => ({
          id: one.id,
          help: one.help,
          elements: one.nodes.length,
          first: one.nodes[0].target.join(" "),
        })),
      })),
    WCAG,
  );
  const measured = { ...found, ...(await widths(page)), ...layout, ...seen };
  await context.close();
  return measured;
}

const looked_at = (page) =>
  page.evaluate(() => {
    const shown = (selector) =>
      [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility()).length;
    return {
      list: shown(".innholdsliste .bred a"),
      menu: shown(".innholdsliste .smal > summary"),
      menu_links: shown(".innholdsliste .smal a"),
      drawn: [...document.images].filter((one) => one.naturalWidth > 0).length,
      images: document.images.length,
      sideways: [...document.querySelectorAll(".stables")]
        .filter((one) => one.checkVisibility() && one.parentElement.scrollWidth > one.parentElement.clientWidth)
        .map((one) => one.caption.textContent),
      misaligned: [...document.querySelectorAll("main td.tall")]
        .filter((one) => {
          const style = getComputedStyle(one);
          return style.textAlign !== "right" || !style.fontVariantNumeric.includes("tabular-nums");
        })
        .map((one) => one.textContent),
      plain_links: [...document.querySelectorAll("a[href]")]
        .filter((one) => !getComputedStyle(one).textDecorationLine.includes("underline"))
        .map((one) => one.textContent),
    };
  });

// Text that its own box cuts off, with the spacing of WCAG 1.4.12 laid over everything.
async function text_spacing(viewport) {
  const { page, context } = await opened({ viewport });
  await open_everything(page);
  const cut = await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
    const clips = (value) => value === "hidden" || value === "clip";
    return [...document.body.querySelectorAll("*")]
      .filter((one) => {
        const style = getComputedStyle(one);
        return (
          (clips(style.overflowX) && one.scrollWidth > one.clientWidth + 1) ||
          (clips(style.overflowY) && one.scrollHeight > one.clientHeight + 1)
        );
      })
      .map((one) => `${one.tagName} ${one.className}`);
  });
  const measured = { cut, ...(await widths(page)) };
  await context.close();
  return measured;
}

// What does not fit the width of the paper, with everything that is folded laid open by the style sheet.
async function on_paper() {
  const { page, context } = await opened({ viewport: PAPER });
  await page.emulateMedia({ media: "print" });
  const found = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const named = (one) => `${one.tagName} ${one.closest("[aria-label]")?.ariaLabel ?? one.className}`;
    const folded = [...document.querySelectorAll("main details > :not(summary)")];
    return {
      wide: [...document.querySelectorAll("main *")]
        .filter((one) => one.getBoundingClientRect().right > width + 1)
        .map(named),
      hidden: folded.filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).map(named),
      folded: folded.length,
    };
  });
  await context.close();
  return found;
}

async function keyboard() {
  const { page, context } = await opened({ viewport: WIDE });
  const focused = () =>
    page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      return {
        tag: one.tagName,
        id: one.id,
        text: one.textContent.trim().slice(0, 60),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        visible: box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
      };
    });
  await page.keyboard.press("Tab");
  const first = await focused();
  await page.keyboard.press("Enter");
  const after_skip = await focused();
  const stops = [];
  for (let number = 0; number < 25; number += 1) {
    await page.keyboard.press("Tab");
    stops.push(await focused());
  }
  const inside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
  await context.close();
  return { first, after_skip, stops, inside };
}

// The same places of the page as pictures, with and without scripts, and what it then asks for: here
// no policy stops it.
async function without_scripts() {
  const found = { requests: [] };
  for (const javaScriptEnabled of [true, false]) {
    const { page, context, seen } = await opened({ viewport: WIDE, javaScriptEnabled, policy: null });
    const pictures = [];
    for (const place of ["", "#avstemming", "#datagrunnlag"]) {
      await page.goto(ADDRESS + place);
      pictures.push(createHash("sha256").update(await page.screenshot()).digest("hex"));
    }
    found[javaScriptEnabled ? "with" : "without"] = pictures;
    found.requests.push(...seen.requests);
    await context.close();
  }
  return found;
}

const desktop = () => accessibility({ viewport: WIDE });
const open = () => accessibility({ viewport: WIDE }, { open: true });
const phone = () => accessibility({ viewport: PHONE });
const dark = () => accessibility({ viewport: WIDE, colorScheme: "dark" });

// Two at a time, so that two cores have enough to do.
async function states() {
  const [[a, b], [c, d]] = await Promise.all([in_turn(desktop, open), in_turn(phone, dark)]);
  return { states: { desktop: a, open: b, phone: c, dark: d } };
}

async function all() {
  const [found, [scripts, keys], [wide, narrow, paper]] = [
    await states(),
    ...(await Promise.all([
      in_turn(without_scripts, keyboard),
      in_turn(() => text_spacing(WIDE), () => text_spacing(PHONE), on_paper),
    ])),
  ];
  return { ...found, spacing: { wide, phone: narrow }, paper, keyboard: keys, scripts };
}

const results = [];
for (const page_file of page_files) {
  take(page_file);
  results.push(await { all, states }[what]());
}
await browser.close();
writeFileSync(result_file, JSON.stringify(results, null, 1));
