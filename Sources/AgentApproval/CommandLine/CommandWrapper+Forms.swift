extension CommandWrapper {
  /// Programs whose words end in the command that they run.
  static let forms: [String: Form] = [
    "command": Form(flags: ["-p"]), "builtin": Form(), "nohup": Form(),
    "exec": Form(flags: ["-c", "-l"], values: ["-a"]),
    "setsid": Form(flags: ["-c", "-f", "-w", "--ctty", "--fork", "--wait"]),
    "nice": Form(values: ["-n", "--adjustment"]),
    "ionice": Form(flags: ["-t"], values: ["-c", "-n", "--class", "--classdata"]),
    "stdbuf": Form(values: ["-i", "-o", "-e", "--input", "--output", "--error"]),
    "timeout": Form(
      flags: ["--foreground", "--preserve-status", "-v", "--verbose"],
      values: ["-k", "-s", "--kill-after", "--signal"], operands: 1),
    "time": Form(flags: ["-p", "-v"]),
    "env": Form(flags: ["-i", "-", "--ignore-environment"], values: ["-u", "--unset"]),
    "sudo": Form(
      flags: ["-n", "-E", "-H", "-k", "-S", "-b"], values: ["-u", "-g", "-p", "-C"], isTransparent: false),
    "doas": Form(flags: ["-n"], values: ["-u"], isTransparent: false),
    "xargs": Form(
      flags: ["-0", "--null", "-r", "--no-run-if-empty", "-t", "-x"],
      values: ["-n", "-P", "-I", "-L", "-d", "-s", "-a", "-E", "--max-args", "--max-procs", "--delimiter"],
      isTransparent: false),
    "busybox": Form(isTransparent: false), "toybox": Form(isTransparent: false),
    "chroot": Form(operands: 1, isTransparent: false),
    "chrt": Form(
      flags: ["-a", "-b", "-f", "-i", "-o", "-r"], values: ["-T", "-P", "-D"], operands: 1,
      isTransparent: false),
    "flock": Form(
      flags: ["-e", "-n", "-o", "-s", "-x", "-F", "--exclusive", "--nonblock", "--shared"],
      values: ["-w", "-E", "--timeout", "--conflict-exit-code"], operands: 1, isTransparent: false),
    "ltrace": Form(flags: ["-f"], values: ["-e", "-o"], isTransparent: false),
    "nsenter": Form(flags: ["-a", "-m", "-n", "-p"], values: ["-t"], isTransparent: false),
    "prlimit": Form(isTransparent: false),
    "setpriv": Form(flags: ["--clear-groups", "--no-new-privs"], isTransparent: false),
    "strace": Form(
      flags: ["-c", "-f", "-ff", "-q", "-v", "-y"], values: ["-e", "-o", "-s"], isTransparent: false),
    "systemd-run": Form(
      flags: ["-P", "-q", "-t", "-G", "--user", "--scope", "--wait", "--pipe"], values: ["-p", "-u"],
      isTransparent: false),
    "taskset": Form(flags: ["-a", "-c", "--cpu-list"], operands: 1, isTransparent: false),
    "unshare": Form(
      flags: ["-C", "-U", "-c", "-f", "-i", "-m", "-n", "-p", "-r", "-u"], isTransparent: false),
  ]

  /// Programs that run others in a way of their own, which is not looked into.
  static let opaque: Set = [
    "csh", "entr", "fish", "parallel", "runuser", "script", "su", "tcsh",
  ]
}
