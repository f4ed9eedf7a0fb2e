import CAgentSystem
import Glibc

/// Ends this process with the one that started it, for a tool whose work nobody would fetch any more.
///
/// PR_SET_PDEATHSIG will not do: it fires when the *thread* ends that started the process.
public enum ParentWatch {
  /// Sends this process SIGTERM when its parent ends, also when that was by SIGKILL. It is to be called early:
  /// a parent that has ended before is not known.
  public static func start() {
    let parent = getppid()
    let pidfd = csystem_pidfd_open(parent)
    guard pidfd >= 0, getppid() == parent else {
      kill(getpid(), SIGTERM)
      return
    }
    Thread.start {
      while IO.poll(pidfd, for: POLLIN, timeout: -1) == 0 {}
      kill(getpid(), SIGTERM)
    }.detach()
  }
}
