"""Opens the page of an agent's server in headless Chromium and prints what it shows, as one JSON object a line.

usage: page_watch.py PROFILE URL [FUNCTION...]

Each FUNCTION is JavaScript that is asked again and again until it gives something true; what it gave is printed then.
What the page logs, with violations of its policy, is printed at the end. Chromium is spoken to through its pipe.
"""

import json
import os
import select
import subprocess
import sys
import time

profile, url, *functions = sys.argv[1:]
BROWSER = "/usr/lib/chromium/chromium-headless-shell"
to_browser, from_us = os.pipe()
from_browser, to_us = os.pipe()


def descriptors():
    # Chromium reads commands on 3 and writes answers on 4.
    high = [os.dup2(fd, fd + 100) for fd in (to_browser, to_us)]
    os.dup2(high[0], 3)
    os.dup2(high[1], 4)


# --no-sandbox: it cannot be had as root, which tests may be; what is opened is our own page.
browser = subprocess.Popen(
    [BROWSER, "--remote-debugging-pipe", f"--user-data-dir={profile}", "--no-sandbox", "--disable-gpu",
     "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "about:blank"],
    preexec_fn=descriptors, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL, start_new_session=True,
)
os.close(to_browser)
os.close(to_us)
deadline = time.monotonic() + 40
buffer = b""
number = 0
logged = []


def receive():
    global buffer
    while b"\0" not in buffer:
        left = deadline + 10 - time.monotonic()
        if left <= 0 or not select.select([from_browser], [], [], left)[0]:
            raise SystemExit("the browser does not answer")
        data = os.read(from_browser, 1 << 16)
        if not data:
            raise SystemExit("the browser has ended")
        buffer += data
    message, buffer = buffer.split(b"\0", 1)
    message = json.loads(message)
    if message.get("method") in ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled"):
        logged.append(message["params"])
    return message


def call(method, session=None, **parameters):
    global number
    number += 1
    message = {"id": number, "method": method, "params": parameters}
    if session:
        message["sessionId"] = session
    os.write(from_us, json.dumps(message).encode() + b"\0")
    while True:
        answer = receive()
        if answer.get("id") == number:
            if "error" in answer:
                raise SystemExit(f"{method}: {answer['error']}")
            return answer["result"]


try:
    target = call("Target.createTarget", url="about:blank")["targetId"]
    session = call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Log", "Runtime", "Page"):
        call(domain + ".enable", session)
    call("Page.navigate", session, url=url)
    for function in functions:
        while True:
            value = call(
                "Runtime.evaluate", session, expression=f"({function})()", returnByValue=True, awaitPromise=True
            )["result"].get("value")
            if value:
                print(json.dumps(value), flush=True)
                break
            if time.monotonic() > deadline:
                shown = call("Runtime.evaluate", session, expression="document.body.innerText")
                raise SystemExit(f"not in time: {function}: {shown} {logged}")
            time.sleep(0.05)
    print(json.dumps({"logged": logged}), flush=True)
finally:
    os.killpg(browser.pid, 9)
    browser.wait()
