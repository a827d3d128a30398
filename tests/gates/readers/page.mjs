// Opens pages in Chromium at several widths, light and dark, and tells what axe-core and the browser find.
// node page.mjs MODULES CHROMIUM WIDTH,WIDTH... PAGE...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , modules, program, widths, ...pages] = process.argv;
const require = createRequire(pathToFileURL(`${modules}/`));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function look(browser, page, width, colorScheme, media = "screen") {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme, bypassCSP: false,
  });
  const tab = await context.newPage();
  await tab.emulateMedia({ media });
  const requests = [];
  const complaints = [];
  tab.on("request", (each) => requests.push(each.url()));
  tab.on("console", (each) => complaints.push(each.text()));
  tab.on("pageerror", (each) => complaints.push(String(each)));
  await tab.goto(pathToFileURL(page).href);
  const overflow = await tab.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const out = [...document.querySelectorAll("body *")].filter((each) => {
      if (each.closest(".unseen, thead") || each.matches(".skip")) return false;
      const box = each.getBoundingClientRect();
      return box.right > wide + 0.5 || box.left < -0.5;
    });
    return Math.max(document.documentElement.scrollWidth - wide, out.length);
  });
  // Every text with its color over the nearest ground that is painted (WCAG 2.1, 1.4.3, by arithmetic).
  const contrast = await tab.evaluate(() => {
    const rgb = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
    const light = (color) => {
      const part = color.slice(0, 3).map((each) => {
        const value = each / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
    };
    const ground = (element) => {
      for (let each = element; each; each = each.parentElement) {
        const color = rgb(getComputedStyle(each).backgroundColor);
        if (color.length === 3 || color[3] === 1) return color;
      }
      return [255, 255, 255];
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.data.trim()) continue;
      const element = walker.currentNode.parentElement;
      if (element.closest("script, style")) continue;
      if (!element.getClientRects().length) continue; // it is not on paper
      const [one, other] = [light(rgb(getComputedStyle(element).color)), light(ground(element))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      found.push([ratio, walker.currentNode.data.trim().slice(0, 40)]);
    }
    return found.sort((one, other) => one[0] - other[0])[0];
  });
  // Playwright's own world is not held to the page's policy; what the page itself would run is.
  await tab.evaluate(axe);
  const found = await tab.evaluate((tags) => axe.run(document, { runOnly: tags }), TAGS);
  const violations = found.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`);
  const passes = found.passes.length;
  await context.close();
  return { width, colorScheme, requests, complaints, overflow, violations, passes, contrast };
}

// Where the focus goes with the tab key alone: each stop's words, and whether it lies before the last one.
async function walk(browser, page) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(page).href);
  const all = await tab.evaluate(() => document.querySelectorAll("a[href], button, input, [tabindex]").length);
  const stops = [];
  for (let count = 0; count < all; count += 1) {
    await tab.keyboard.press("Tab");
    stops.push(
      await tab.evaluate(() => {
        const here = document.activeElement;
        const box = here.getBoundingClientRect();
        const style = getComputedStyle(here);
        return {
          words: here.textContent.trim(),
          top: box.top + scrollY,
          seen: box.width > 0 && box.height > 0 && style.outlineStyle !== "none",
          order: [...document.querySelectorAll("a[href]")].indexOf(here),
        };
      }),
    );
  }
  await context.close();
  return { all, stops };
}

// The page without its style: its words in order, and whether anything is out of sight.
async function bare(browser, page) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(page).href);
  const found = await tab.evaluate(() => {
    document.querySelectorAll("style").forEach((each) => each.remove());
    const hidden = [...document.querySelectorAll("main *")].filter(
      (each) => each.textContent.trim() && each.getClientRects().length === 0,
    );
    return { words: document.body.innerText, hidden: hidden.length };
  });
  await context.close();
  return found;
}

const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] });
const told = {};
for (const page of pages) {
  const looks = [];
  for (const width of widths.split(",").map(Number))
    for (const scheme of ["light", "dark"]) looks.push(await look(browser, page, width, scheme));
  // A letter sheet between its margins, from a browser that is set to dark.
  const paper = await look(browser, page, 672, "dark", "print");
  told[page] = [{ looks, paper, walk: await walk(browser, page), bare: await bare(browser, page) }];
}
await browser.close();
console.log(JSON.stringify(told));
