"""Chromium without a window, driven through its own protocol over two pipes.

The DevTools protocol is JSON messages with a NUL after each, on the browser's file descriptors 3
and 4; so nothing is needed but Chromium and Python's standard library, and no port is opened.
"""

import json
import os
import shutil
import subprocess
import tempfile
import time


class Trouble(Exception):
    """The browser said that a command failed, or did not answer in time."""


class Chromium:
    """One page in a browser of its own, cut off from the network."""

    def __init__(self, scripts=True):
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if program is None:
            raise Trouble("there is no Chromium; `tools/setup browser` installs it")
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        arguments = [
            program, "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
            "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
            "--disable-component-update", "--disable-background-networking",
            "--proxy-server=127.0.0.1:9", "--user-data-dir=" + self._folder.name]
        # The shell puts the pipes where the browser looks for them.
        command = ["bash", "-c", 'exec 3<&%d 4>&%d; exec "$@"' % (to_browser, from_browser), "-"]
        self._process = subprocess.Popen(
            command + arguments, pass_fds=(to_browser, from_browser), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._next = 0
        self.messages = []  # console errors and warnings, exceptions, refused loads
        self.requests = []  # addresses that the page asked for
        self._session = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target,
                                  flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        self.call("Network.emulateNetworkConditions", offline=True, latency=0,
                  downloadThroughput=-1, uploadThroughput=-1)
        if not scripts:
            self.call("Emulation.setScriptExecutionDisabled", value=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self._out)
        os.close(self._in)
        self._process.terminate()
        self._process.wait(timeout=20)
        self._folder.cleanup()

    def call(self, method, **parameters):
        self._next += 1
        message = {"id": self._next, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") != self._next:
                self._note(answer)
            elif "error" in answer:
                raise Trouble("%s: %s" % (method, answer["error"]["message"]))
            else:
                return answer["result"]

    def _read(self):
        while b"\0" not in self._buffer:
            piece = os.read(self._in, 1 << 20)
            if not piece:
                raise Trouble("the browser has gone")
            self._buffer += piece
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)

    def _note(self, event):
        method, parameters = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.messages.append(json.dumps(parameters["exceptionDetails"]))
        elif method == "Log.entryAdded":
            self.messages.append(parameters["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and parameters["type"] in ("error", "warning"):
            self.messages.append(json.dumps(parameters["args"]))
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])

    def open(self, path, fragment=""):
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url="file://" + os.path.abspath(path) + fragment)
        self.wait("document.readyState === 'complete' && location.protocol === 'file:'")

    def run(self, expression):
        """The value of a JavaScript expression on the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in answer:
            raise Trouble(expression + ": " + json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def wait(self, expression, seconds=30):
        end = time.monotonic() + seconds
        while not self.run(expression):
            if time.monotonic() > end:
                raise Trouble("it never came true that " + expression)
            time.sleep(0.02)

    def click(self, selector):
        """A mouse click in the first line of the element, scrolled into view."""
        self.run("document.querySelector(%s).scrollIntoView({block: 'center', behavior: 'instant'})"
                 % json.dumps(selector))
        box = self.run("(() => { const box = document.querySelector(%s).getClientRects()[0];"
                       "return [box.left + box.width / 2, box.top + box.height / 2]; })()"
                       % json.dumps(selector))
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left",
                      clickCount=1)

    def press(self, key):
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, " ": 32}
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key,
                      windowsVirtualKeyCode=codes.get(key, ord(key[0].upper())),
                      **({"text": text} if text and kind == "keyDown" else {}))

    def size(self, width, height, scale=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=scale, mobile=width < 600)

    def media(self, scheme="light", motion="reduce"):
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion}])
