import Glibc

/// How to run a program as a user who may not do everything: permissions mean nothing to root, and tests may
/// well run as root.
public enum Unprivileged {
  /// What to put before a command line: `setpriv` to the user nobody for root, else a plain `env`.
  public static var prefix: [String] {
    geteuid() == 0
      ? ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] : ["/usr/bin/env"]
  }
}
