"""A page in headless Chromium or Firefox, driven from here with nothing but python."""

import base64
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

PATIENCE = 60  # seconds until a page must be drawn


def program_of(*names):
    return next(filter(None, map(shutil.which, names)), None)


class Browser:
    """What both have; `call`, `run` and the events of each are below."""

    def wait(self, condition):
        end = time.time() + PATIENCE
        while not self.run(f"Boolean({condition})"):
            if time.time() > end:
                raise TimeoutError(condition)
            time.sleep(.03)

    def open(self, path, fragment=""):
        self.go("about:blank")
        self.wait("location.href === 'about:blank'")
        self.events.clear()  # what the last page said late is not this one's
        self.go(Path(path).as_uri() + fragment)
        self.wait("document.documentElement?.dataset.drawn === 'all'")

    def click(self, x, y):
        self.mouse("mouseMoved", x, y)
        for kind in ("mousePressed", "mouseReleased"):
            self.mouse(kind, x, y, button="left", clickCount=1)

    def frames(self):
        self.run("new Promise((r) => setTimeout(() => requestAnimationFrame(r), 500))")

    def requests(self):
        return [url for url in self.urls() if not url.startswith(("file:", "about:", "blob:", "data:"))]

    def close(self):
        try:
            self.leave()
        except (EOFError, OSError):
            pass
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Chromium(Browser):
    """Through its debugging pipe."""

    name = "chromium"
    program = program_of("chromium", "chromium-browser")

    def __init__(self, width=1440, height=900):
        self.folder = tempfile.mkdtemp()
        to_read, write = os.pipe()
        read, to_write = os.pipe()
        # Chromium reads commands from descriptor 3 and answers on 4
        command = (f'exec "$0" --headless --no-sandbox --disable-gpu --remote-debugging-pipe '
                   f'--disable-background-networking --disable-dev-shm-usage '
                   f'--user-data-dir="$1" about:blank 3<&{to_read} 4>&{to_write}')
        self.process = subprocess.Popen(
            ["sh", "-c", command, self.program, self.folder], pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.to, self.answers = os.fdopen(write, "wb", 0), os.fdopen(read, "rb", 0)
        self.rest, self.number, self.session, self.events = b"", 0, None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        self.resize(width, height)

    def receive(self):
        while b"\0" not in self.rest:
            some = self.answers.read(1 << 20)
            if not some:
                raise EOFError("chromium went away")
            self.rest += some
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.to.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def run(self, script):
        """The value of an expression in the page; promises are awaited."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def go(self, url):
        self.call("Page.navigate", url=url)

    def resize(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def press(self, key, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, **extra)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def mouse(self, kind, x, y, **extra):
        self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **extra)

    def picture(self):
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    def complaints(self):
        return [e["params"] for e in self.events
                if e["method"] == "Runtime.exceptionThrown" or
                e["method"] == "Log.entryAdded" and e["params"]["entry"]["level"] == "error"]

    def urls(self):
        return [e["params"]["request"]["url"] for e in self.events if e["method"] == "Network.requestWillBeSent"]

    def leave(self):
        self.session = None
        self.call("Browser.close")


class Socket:
    """Messages of text over a WebSocket (RFC 6455), as far as a browser on this machine needs it."""

    def __init__(self, port, path):
        self.line = socket.create_connection(("127.0.0.1", port), timeout=2 * PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        self.line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self.rest = b""
        while b"\r\n\r\n" not in self.rest:
            self.rest += self.some()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        if b" 101 " not in head.split(b"\r\n")[0]:
            raise OSError(head.decode(errors="replace"))

    def some(self):
        data = self.line.recv(1 << 20)
        if not data:
            raise EOFError("the browser went away")
        return data

    def take(self, n):
        parts = [self.rest]
        have = len(self.rest)
        while have < n:
            parts.append(self.some())
            have += len(parts[-1])
        data = b"".join(parts)
        self.rest = data[n:]
        return data[:n]

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        size = len(data)
        head = bytes([0x81]) + (bytes([0x80 | size]) if size < 126 else
                                bytes([0xfe]) + size.to_bytes(2, "big") if size < 65536 else
                                bytes([0xff]) + size.to_bytes(8, "big"))
        self.line.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def receive(self):
        whole = b""
        while True:
            first, second = self.take(2)
            size = second & 127
            if size >= 126:
                size = int.from_bytes(self.take(2 if size == 126 else 8), "big")
            data = self.take(size)
            if first & 15 == 8:
                raise EOFError("the browser closed the line")
            if first & 15 < 8:  # pings need no answer here
                whole += data
                if first & 0x80:
                    return whole.decode()


def plain(value):
    """What WebDriver BiDi says of a value, as python's own."""
    if value["type"] == "array":
        return [plain(item) for item in value["value"]]
    if value["type"] == "object":
        return {key: plain(item) for key, item in value["value"]}
    return value.get("value")


class Firefox(Browser):
    """Through WebDriver BiDi, which it speaks by itself."""

    name = "firefox"
    program = program_of("firefox-esr", "firefox")
    KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowLeft": "\ue012", "ArrowUp": "\ue013",
            "ArrowRight": "\ue014", "ArrowDown": "\ue015", "Tab": "\ue004"}

    def __init__(self, width=1440, height=900):
        self.folder = tempfile.mkdtemp()
        self.process = subprocess.Popen(
            [self.program, "--headless", "--no-remote", "--profile", self.folder, "--remote-debugging-port", "0"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ, "HOME": self.folder})
        found = None
        while not found:
            line = self.process.stderr.readline()
            if not line:
                raise EOFError("firefox did not start")
            found = re.search(r"ws://127\.0\.0\.1:(\d+)", line)
        self.line, self.number, self.events = Socket(int(found[1]), "/session"), 0, []
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self.context = self.call("browsingContext.getTree")["contexts"][0]["context"]
        self.resize(width, height)

    def call(self, method, **params):
        self.number += 1
        self.line.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.line.receive())
            if answer.get("id") == self.number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{method}: {answer['message']}")
                return answer["result"]
            self.events.append(answer)

    def run(self, script):
        answer = self.call("script.evaluate", target={"context": self.context}, awaitPromise=True, expression=script,
                           resultOwnership="none", serializationOptions={"maxObjectDepth": 8})
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return plain(answer["result"])

    def go(self, url):
        self.call("browsingContext.navigate", context=self.context, url=url, wait="none")

    def resize(self, width, height):
        self.call("browsingContext.setViewport", context=self.context, viewport={"width": width, "height": height})

    def act(self, kind, name, actions, **more):
        self.call("input.performActions", context=self.context,
                  actions=[{"type": kind, "id": name, "actions": actions, **more}])

    def press(self, key, text=None):
        value = self.KEYS.get(key, key)
        self.act("key", "keys", [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}])

    def type(self, text):
        self.act("key", "keys", [{"type": kind, "value": c} for c in text for kind in ("keyDown", "keyUp")])

    def mouse(self, kind, x, y, **extra):
        if kind == "mouseWheel":
            self.act("wheel", "wheel", [{"type": "scroll", "x": int(x), "y": int(y), "deltaX": extra["deltaX"],
                                         "deltaY": extra["deltaY"]}])
            return
        then = {"mousePressed": ["pointerDown"], "mouseReleased": ["pointerUp"]}.get(kind, [])
        self.act("pointer", "mouse", [{"type": "pointerMove", "x": int(x), "y": int(y)}] +
                 [{"type": step, "button": 0} for step in then], parameters={"pointerType": "mouse"})

    def picture(self):
        return base64.b64decode(self.call("browsingContext.captureScreenshot", context=self.context)["data"])

    def complaints(self):
        return [e["params"] for e in self.events
                if e["method"] == "log.entryAdded" and e["params"]["level"] == "error"]

    def urls(self):
        return [e["params"]["request"]["url"] for e in self.events if e["method"] == "network.beforeRequestSent"]

    def leave(self):
        self.call("browser.close")
