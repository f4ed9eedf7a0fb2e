"""Serves one GGUF model on loopback until nobody has asked it anything for a while.

LocalModel (Swift) starts this detached, with standard error on a log file, and holds LOCK until STATE, which
names the address and the key, is there. The key is made here so that it never stands on a command line.
"""

import argparse
import fcntl
import json
import os
import secrets
import time

import xllamacpp


def start(options, key):
    params = xllamacpp.CommonParams()
    params.model.path = options.model
    params.model_alias = {options.name}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [key]
    params.n_ctx = options.context
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = options.threads
    params.use_jinja = True
    # What a client does not say itself: a model this small wanders at the usual values, repeats itself without
    # a penalty, and talks gibberish with a high one.
    params.sampling.temp = 0.2
    params.sampling.top_p = 0.9
    params.sampling.penalty_repeat = 1.1
    params.sampling.penalty_last_n = 64
    # Whole sentences said again are what it does not get out of.
    params.sampling.dry_multiplier = 0.8
    params.sampling.dry_allowed_length = 6
    params.sampling.dry_penalty_last_n = 512
    params.ui = False
    params.endpoint_metrics = True
    params.cache_ram_mib = 256  # old prompts kept for reuse; the engine's own limit is 8 GiB
    return xllamacpp.Server(params)  # returns when the model is loaded and the port is open


def publish(path, state):
    temporary = f"{path}.tmp-{os.getpid()}"
    with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(state, file)
    os.rename(temporary, path)


def activity(server):
    """Totals that change with every request, and whether one is being worked on."""
    lines = (line.rsplit(" ", 1) for line in server.handle_metrics().splitlines() if line[:1] not in ("", "#"))
    values = {name.removeprefix("llamacpp:"): float(value) for name, value in lines}
    totals = (values["prompt_tokens_total"], values["prompt_tokens_cached_total"], values["tokens_predicted_total"])
    return totals, values["requests_processing"] + values["requests_deferred"] > 0


def is_ours(path):
    with open(path) as file:
        return json.load(file)["pid"] == os.getpid()


def watch(server, options):
    """Returns when the server is idle for too long, or replaced, or its runtime directory is gone."""
    seen, since = None, time.monotonic()
    while is_ours(options.state):
        time.sleep(min(options.idle_exit / 4, 5))
        totals, working = activity(server)
        now = (totals, os.stat(options.state).st_mtime_ns)  # clients touch the file when they take the address
        if working or now != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since >= options.idle_exit:
            lock = os.open(options.lock, os.O_RDWR)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # somebody is about to use it
            if is_ours(options.state) and os.stat(options.state).st_mtime_ns == now[1]:
                os.unlink(options.state)
                return
            os.close(lock)


def main():
    parser = argparse.ArgumentParser()
    for name in ("--model", "--name", "--state", "--lock"):
        parser.add_argument(name, required=True)
    parser.add_argument("--context", type=int, required=True)
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--idle-exit", type=float, required=True, help="seconds")
    options = parser.parse_args()
    key = secrets.token_hex(32)
    server = start(options, key)
    with open("/proc/self/stat") as file:
        start_ticks = int(file.read().rpartition(")")[2].split()[19])
    publish(options.state, {
        "v": 1, "pid": os.getpid(), "start_ticks": start_ticks, "url": server.listening_address, "key": key,
        "model": options.name, "path": options.model, "context": options.context, "threads": options.threads,
    })
    try:
        watch(server, options)
    except FileNotFoundError:
        pass  # the runtime directory has been removed


main()
