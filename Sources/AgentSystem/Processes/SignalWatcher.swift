import CAgentSystem
import Glibc

/// Turns signals into calls on a thread of their own.
///
/// Make it before any other thread: it blocks the signals in the calling thread, and those started later
/// inherit that. Children get them unblocked and at their defaults (``ChildProcess``).
public enum SignalWatcher {
  /// Calls `handler` for each of `signals` from now on, until the process ends.
  public static func watch(_ signals: [Int32], _ handler: @escaping @Sendable (Int32) -> Void) {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let watched = set
    Thread.start {
      var set = watched
      while true {
        var received: Int32 = 0
        if sigwait(&set, &received) == 0 { handler(received) }
      }
    }.detach()
  }

  /// Whether whoever started this process wants it to ignore a signal, as nohup(1) does with SIGHUP.
  public static func isIgnored(_ signal: Int32) -> Bool { csystem_signal_is_ignored(signal) == 1 }

  /// Writes to a closed pipe give EPIPE instead of ending the process.
  public static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes beyond the limit on file sizes give EFBIG, as a full disk gives ENOSPC.
  public static func ignoreFileSizeLimit() { signal(SIGXFSZ, SIG_IGN) }

  /// Ends this process by `number` at its default action, so that the parent sees a death by signal.
  public static func dieBySignal(_ number: Int32) -> Never {
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    raise(number)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    _exit(128 + number)
  }
}
