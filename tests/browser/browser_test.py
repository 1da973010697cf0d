#!/usr/bin/env python3
"""The HTML report in a real browser, from disk and without a network.

Reads TWICETOLD_BINARY and TWICETOLD_SOURCE_DIR. What the page counts is held against the JSON
report of the same run.
"""

import base64
import json
import os
import subprocess
import tempfile
import unittest

from chromium import Chromium

PROGRAM = os.environ["TWICETOLD_BINARY"]
SAMPLES = os.path.join(os.environ["TWICETOLD_SOURCE_DIR"], "samples")
HOSTILE = ('</script><script>document.title = "broken"</script> --> <img src=x onerror=alert(1)> '
           "and six or seven more words that stand here twice\n\n")


def report(arguments, form, folder=None):
    command = [PROGRAM, "check", *arguments, "--format", form]
    done = subprocess.run(command, capture_output=True, cwd=folder, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


class PageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.browser = Chromium()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()
        cls.folder.cleanup()

    def setUp(self):
        self.browser.messages.clear()
        self.browser.requests.clear()
        self.browser.size(1280, 900)
        self.browser.media()

    def tearDown(self):
        self.browser.run("1")  # events that are still on their way come first
        self.assertEqual(self.browser.messages, [])
        self.assertEqual([r for r in self.browser.requests
                          if not r.startswith(("file:", "about:"))], [])

    def page(self, *arguments):
        path = os.path.join(self.folder.name, "page.html")
        with open(path, "wb") as file:
            file.write(report(arguments, "html"))
        self.browser.open(path)
        return json.loads(report(arguments, "json"))

    def harbour(self):
        return self.page(os.path.join(SAMPLES, "harbour-story.txt"))

    def run_page(self, expression):
        return self.browser.run(expression)

    def texts(self, selector):
        return self.run_page("[...document.querySelectorAll(%s)].map(e => e.textContent)"
                             % json.dumps(selector))

    def totals(self):
        return {name: int(value) for name, value in
                self.run_page("({...document.querySelector('#totals').dataset})").items()}

    def choose(self, selector, act):
        self.run_page("(() => { const e = document.querySelector(%s); %s;"
                      "e.dispatchEvent(new Event('input', {bubbles: true})); })()"
                      % (json.dumps(selector), act))

    def test_a_click_shows_all_places_with_what_differs(self):
        findings = self.harbour()
        self.assertIn(findings["summary"]["verdict"], self.texts("h1"))
        self.browser.click("mark[data-places='3-1']")
        self.assertFalse(self.run_page("document.querySelector('#dock').hidden"))
        self.assertEqual(len(self.texts("#dock .place")), 2)
        self.assertEqual(self.texts("#dock ins"), ["it said", "above all"])
        self.assertEqual(self.texts("#dock del.deleted"), ["above all", "it said"])
        self.assertEqual(self.texts("#dock .place h4 bdi"),
                         [findings["documents"][0]["name"]] * 2)
        self.assertIn("lines 21–23, column 35", self.texts("#dock .where")[0])

    def test_next_place_scrolls_to_it(self):
        self.harbour()
        self.browser.click("mark[data-places='1-1']")
        self.browser.click("#dock .place .next")
        self.assertTrue(self.run_page(
            "document.querySelector('#dock .place[data-place=\"2\"]').matches('.here')"))
        top, free = self.run_page("[document.getElementById('r1-2').getBoundingClientRect().top,"
                                  "innerHeight - document.querySelector('#dock').offsetHeight]")
        self.assertGreater(top, 0)
        self.assertLess(top, free)

    def test_totals_are_those_of_the_json_report(self):
        findings = self.page(SAMPLES)
        summary = findings["summary"]
        totals = self.totals()
        for ours, theirs in (("passages", "repeats"), ("words", "words"),
                             ("toldAgain", "told_again_words"),
                             ("toldAgainQuoted", "told_again_quoted_words"),
                             ("shared", "shared_words")):
            self.assertEqual(totals[ours], summary[theirs], ours)

    def test_filters_count_again(self):
        findings = self.page(SAMPLES)
        longest = max(repeat["words"] for repeat in findings["repeats"])
        self.choose("#least", "e.value = %d" % longest)
        kept = [repeat for repeat in findings["repeats"] if repeat["words"] == longest]
        self.assertEqual(self.totals()["passages"], len(kept))
        shown = self.run_page("document.querySelectorAll('.repeat[data-repeat]:not([hidden])').length")
        self.assertEqual(shown, len(kept))

        findings = self.harbour()
        self.choose("[value=quotation]", "e.checked = false")
        # The one passage of another kind stands in quotation marks where it is told again.
        (kept,) = [repeat for repeat in findings["repeats"] if repeat["kind"] == "text"]
        self.assertEqual(self.totals()["passages"], 1)
        self.assertEqual(self.totals()["toldAgain"], kept["occurrences"][1]["matched_words"])
        self.assertEqual(len(self.texts("mark.quotation[data-places]:not(.off)")), 0)
        self.choose("[value=text]", "e.checked = false")
        self.assertEqual(self.totals()["toldAgain"], 0)

    def test_keys(self):
        self.harbour()
        self.run_page("document.getElementById('r2-1').focus()")
        self.browser.press("Enter")
        self.assertEqual(self.texts("#dock-title"), ["R2"])
        self.browser.press("j")
        self.assertEqual(self.texts("#dock-title"), ["R3"])
        self.browser.press("k")
        self.assertEqual(self.texts("#dock-title"), ["R2"])
        self.browser.press("n")
        self.browser.press("Escape")
        self.assertTrue(self.run_page("document.querySelector('#dock').hidden"))
        self.assertEqual(self.run_page("document.activeElement.id"), "r2-2")
        self.browser.press("Tab")
        self.assertEqual(self.run_page("document.activeElement.id"), "r3-2")
        self.assertNotEqual(self.run_page("getComputedStyle(document.activeElement).outlineStyle"),
                            "none")

    def test_the_map_leads_to_the_place(self):
        self.harbour()
        self.browser.click(".sheet rect[data-repeat='3']")
        self.assertEqual(self.texts("#dock-title"), ["R3"])

    def contrast(self, selector):
        """Of the text of an element to the ground it stands on (WCAG 2)."""
        def luminance(colour):
            parts = [float(part) for part in colour[4:-1].split(",")]
            linear = [part / 255 / 12.92 if part <= 10.31 else ((part / 255 + 0.055) / 1.055) ** 2.4
                      for part in parts]
            return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        pair = self.run_page(
            "(() => { let e = document.querySelector(%s); const ink = getComputedStyle(e).color;"
            "while (/, 0\\)$/.test(getComputedStyle(e).backgroundColor)) e = e.parentElement;"
            "return [ink, getComputedStyle(e).backgroundColor]; })()" % json.dumps(selector))
        light, dark = sorted((luminance(colour) for colour in pair), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    def test_contrast_in_light_and_dark(self):
        for scheme in ("light", "dark"):
            self.browser.media(scheme)
            self.harbour()
            for selector in ("h1", ".name", ".where", ".contents a", "a.badge.text",
                             "a.badge.quotation", "mark.text[data-places]", "del.deleted",
                             "ins.inserted", "mark.typography", ".opening"):
                self.assertGreaterEqual(self.contrast(selector), 4.5, scheme + " " + selector)

    def test_a_phone_needs_no_sideways_scrolling(self):
        for width in (320, 390):
            self.browser.size(width, 844)
            self.page(SAMPLES)
            self.browser.click("mark[data-places]")
            self.assertLessEqual(self.run_page("document.documentElement.scrollWidth"), width)

    def test_print(self):
        self.harbour()
        pdf = self.browser.call("Page.printToPDF")["data"]
        self.assertTrue(base64.b64decode(pdf).startswith(b"%PDF-"))
        self.browser.call("Emulation.setEmulatedMedia", media="print")
        self.assertEqual(self.run_page("getComputedStyle(document.querySelector('#length')).display"),
                         "none")
        self.browser.call("Emulation.setEmulatedMedia", media="")

    def test_hostile_text_is_text(self):
        path = os.path.join(self.folder.name, "hostile.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(HOSTILE * 2)
        self.page(path)
        self.assertEqual(self.run_page("document.images.length"), 0)
        self.assertEqual(self.run_page("document.scripts.length"), 2)
        self.assertIn("told twice", self.run_page("document.title"))
        self.assertIn('script><script>document.title = "broken"</script> --> <img src=x',
                      self.texts(".prose")[0])

    def test_right_to_left(self):
        path = os.path.join(self.folder.name, "arabic.txt")
        sentence = "قالت هيئة الميناء إن الأسوار القديمة لن تصمد شتاء آخر في هذه المدينة"
        with open(path, "w", encoding="utf-8") as file:
            file.write("%s\n\nفقرة أخرى قصيرة بينهما\n\n%s\n" % (sentence, sentence))
        self.page(path)
        self.assertEqual(self.run_page("getComputedStyle(document.querySelector('.prose p')).direction"),
                         "rtl")
        self.assertEqual(self.run_page("getComputedStyle(document.querySelector('.badge')).direction"),
                         "ltr")

    def test_nothing_repeated(self):
        findings = self.page(os.path.join(SAMPLES, "clean-story.txt"))
        self.assertEqual(self.texts("h1"), [findings["summary"]["verdict"]])
        self.assertEqual(self.texts("mark[data-places]"), [])

    def test_a_large_page_draws_what_is_opened(self):
        path = os.path.join(self.folder.name, "many.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            for n in range(700):
                text = " ".join("w%dx%d" % (n // 2, word) for word in range(30))
                file.write(json.dumps({"id": "d%d" % n, "text": text}) + "\n")
        findings = self.page(path)
        self.assertEqual(self.totals()["toldAgain"], findings["summary"]["told_again_words"])
        self.assertEqual(self.texts(".prose"), [])
        self.run_page("document.querySelector('#d5').open = true")
        self.browser.wait("document.querySelectorAll('#d5 .prose').length === 1")
        self.browser.press("j")
        self.assertEqual(len(self.texts("#dock .place")), 2)


class WithoutScriptsTest(unittest.TestCase):
    def test_all_can_be_read(self):
        with tempfile.TemporaryDirectory() as folder, Chromium(scripts=False) as browser:
            path = os.path.join(folder, "page.html")
            with open(path, "wb") as file:
                file.write(report([os.path.join(SAMPLES, "harbour-story.txt")], "html"))
            browser.open(path)
            text = browser.run("document.body.innerText")
            self.assertIn("3 passages stand more than once", text)
            self.assertIn("above all", text)
            self.assertTrue(browser.run("document.querySelector('#dock').hidden"))
            self.assertTrue(browser.run("document.getElementById('r1-2') !== null"))
            self.assertEqual(browser.messages, [])


if __name__ == "__main__":
    unittest.main()
