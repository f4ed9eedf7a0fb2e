import Testing

@testable import AgentApproval

/// What commands a line of shell comes down to.
@Suite struct CommandLineTests {
  /// Words joined by blanks; of what is only known when the shell runs, a `$` in front.
  static func texts(_ line: CommandLine) -> [String] {
    line.commands.map { command in
      let redirections = command.redirections.flatMap { [ShellWord(text: $0.operation), $0.target] }
      return (command.assignments + command.words + redirections).map {
        ($0.isLiteral ? "" : "≈") + $0.text
      }.joined(separator: " ")
    }
  }

  @Test(arguments: [
    ("git status && rm -rf /", ["git status", "rm -rf /"]),
    ("a; b | c & d || e\nf |& g", ["a", "b", "c", "d", "e", "f", "g"]),
    ("git status;rm x", ["git status", "rm x"]), ("a&b", ["a", "b"]), ("a&&b||c", ["a", "b", "c"]),
    ("echo 'a && b' \"c; d\" e\\;f", ["echo a && b c; d e;f"]),
    ("echo a'b'\"c\"d", ["echo abcd"]), ("r''m -r\"f\" /", ["rm -rf /"]), ("\\rm x", ["rm x"]),
    ("echo $'a\\nb\\''", ["echo a\nb'"]),
    ("(cd x && rm y); { ls; }", ["cd x", "rm y", "ls"]),
    ("echo $(rm x)", ["rm x", "echo ≈"]), ("echo \"$(rm x) y\"", ["rm x", "echo ≈ y"]),
    ("echo `rm x`", ["rm x", "echo ≈"]), ("echo \"`rm \\`ls\\``\"", ["ls", "rm ≈", "echo ≈"]),
    ("diff <(ls a) <(rm b)", ["ls a", "rm b", "diff ≈ ≈"]), ("tee >(rm x)", ["rm x", "tee ≈"]),
    ("cat <<E\n$(rm x)\nE\nls", ["cat", "rm x", "ls"]),
    ("cat <<'E'\n$(rm x)\nE\nls", ["cat", "ls"]), ("cat <<-E\n\t`rm x`\n\tE\n", ["cat", "rm x"]),
    ("cat <<A <<B\n$(a)\nA\n$(b)\nB\n", ["cat", "a", "b"]), ("cat <<<$(rm x)", ["rm x", "cat"]),
    ("echo x >f 2>>g", ["echo x > f >> g"]), ("ls 2>&1 >/dev/null", ["ls"]), ("ls &>f", ["ls > f"]),
    ("ls >&f", ["ls > f"]), ("sort <f", ["sort < f"]), (">f", ["> f"]), ("ls > $X", ["ls > ≈"]),
    ("{ ls; } > f", ["ls", "> f"]),
    ("A=1 B=2 make", ["A=1 B=2 make"]), ("PATH=/x; git status", ["PATH=/x", "git status"]),
    ("echo a=b", ["echo a=b"]), ("A=$(rm x) ls", ["rm x", "≈A= ls"]),
    ("if a; then b; elif c; then d; else e; fi", ["a", "b", "c", "d", "e"]),
    ("for x in $(ls); do rm \"$x\"; done", ["ls", "rm ≈"]), ("while a; do b; done; c", ["a", "b", "c"]),
    ("until a\ndo\nb\ndone", ["a", "b"]),
    ("case $x in a|b) rm y;; (c) ls;; *) id; esac", ["rm y", "ls", "id"]),
    ("f() { rm x; }; f", ["rm x", "f"]), ("function f { rm x; }\nf", ["rm x", "f"]),
    ("! grep x f", ["grep x f"]), ("time -p make", ["make"]),
    ("[[ -f x && ! -d $(ls) ]] && id", ["ls", "id"]),
    ("ls # && rm x", ["ls"]), ("# only\nls", ["ls"]), ("ls a#b", ["ls a#b"]), ("ls \\\n -l", ["ls -l"]),
    ("time -- rm x", ["rm x"]), ("bash --rcfile y -c 'rm x'", ["bash --rcfile y -c rm x", "rm x"]),
    ("eval -- rm x", ["eval -- rm x", "rm x"]),
    ("ls *.c", ["ls ≈*.c"]), ("ls {a,b}", ["ls ≈{a,b}"]), ("ls '*.c'", ["ls *.c"]),
    ("echo $((1 + 2))", ["echo ≈"]), ("echo ${x} ${#x} ${x:-y} ${x%.c}", ["echo ≈ ≈ ≈ ≈"]),
    ("echo $", ["echo $"]), ("exec 3<f", ["exec < f"]),
    // Programs that run others.
    ("timeout -k 1 5 rm x", ["timeout -k 1 5 rm x", "rm x"]), ("nice -n 5 make", ["nice -n 5 make", "make"]),
    ("env -i A=1 rm x", ["env -i A=1 rm x", "A=1 rm x"]), ("command rm x", ["command rm x", "rm x"]),
    ("command -v rm", ["command -v rm"]), ("ls | xargs -0 rm -f", ["ls", "xargs -0 rm -f", "rm -f ≈…"]),
    ("nohup setsid rm x", ["nohup setsid rm x", "setsid rm x", "rm x"]),
    ("sudo -u root rm x", ["sudo -u root rm x", "rm x"]), ("exec rm x", ["exec rm x", "rm x"]),
    ("bash -c 'a && b'", ["bash -c a && b", "a", "b"]), ("/bin/sh -ec 'rm x'", ["/bin/sh -ec rm x", "rm x"]),
    ("eval 'a; b' c", ["eval a; b c", "a", "b c"]), ("trap 'rm x' EXIT", ["trap rm x EXIT", "rm x"]),
    ("find . -name '*.o' -exec rm {} +", ["find . -name *.o -exec rm {} +", "rm ≈{}"]),
    // The line of a shell stands behind all its options.
    ("bash -c -- 'rm x'", ["bash -c -- rm x", "rm x"]), ("bash -c -e 'rm x'", ["bash -c -e rm x", "rm x"]),
    ("sh -c +x 'rm x' y", ["sh -c +x rm x y", "rm x"]), ("sh -c - 'rm x'", ["sh -c - rm x", "rm x"]),
    ("bash -co errexit 'rm x'", ["bash -co errexit rm x", "rm x"]),
    ("bash +O extglob a.sh", ["bash +O extglob a.sh"]),
    ("bash -- a.sh -c 'rm x'", ["bash -- a.sh -c rm x"]),
    ("watch -d -x rm x", ["watch -d -x rm x", "rm x"]), ("watch 'a; rm x'", ["watch a; rm x", "a", "rm x"]),
    ("flock -w 5 lock rm x", ["flock -w 5 lock rm x", "rm x"]),
    ("taskset -c 0 rm x", ["taskset -c 0 rm x", "rm x"]),
    ("strace -f -o t rm x", ["strace -f -o t rm x", "rm x"]), ("chroot / rm x", ["chroot / rm x", "rm x"]),
    ("/lib64/ld-linux-x86-64.so.2 /bin/rm x", ["/lib64/ld-linux-x86-64.so.2 /bin/rm x", "/bin/rm x"]),
    ("alias", ["alias"]), ("hash -r", ["hash -r"]), ("declare -r x=1", ["declare -r x=1"]),
    // Behind a combining mark, and to Swift, no delimiter is what it was.
    ("env A=\u{301}b rm x", ["env A=\u{301}b rm x", "A=\u{301}b rm x"]),
    ("/\u{301}/env rm x", ["/\u{301}/env rm x", "rm x"]),
    ("ls | xargs -I % rm %\u{301}", ["ls", "xargs -I % rm %\u{301}", "rm ≈%\u{301} ≈…"]),
    ("ls | xargs -I\u{301} rm a\u{301}", ["ls", "xargs -I\u{301} rm a\u{301}", "rm ≈a\u{301} ≈…"]),
    ("find . -exec a \u{37e} -exec b ';'", ["find . -exec a \u{37e} -exec b ;", "a \u{37e} -exec b"]),
    ("find . -exec rm {}\u{301} +x ';'", ["find . -exec rm {}\u{301} +x ;", "rm ≈{}\u{301} +x"]),
  ])
  func commandsAreFound(_ text: String, _ expected: [String]) {
    let line = CommandLine(text)
    #expect(line.misunderstood == nil)
    // Globs and braces are written as they stand, variables are not.
    #expect(Self.texts(line) == expected, "\(text)")
  }

  @Test(arguments: [
    "", "  ", "$X", "$(echo rm) x", "r* x", "eval \"$X\"", "bash -c \"$X\"", "bash $X", "coproc rm x",
    "((x))",
    "echo $((a[0]))", "echo $((x))", "for PATH in a; do b; done", "for ((;;)); do a; done",
    "for https_proxy in a; do b; done", "select x in a; do b; done", "a[$(rm x)]=1", "x=(a b)", "echo 'a",
    "echo \"a", "echo `a", "echo $(a", "(a", "a)", "{ a;", "if a; then b", "if a; fi", "a ;; b", "while a; b",
    "case x in a) b", "done", "}", "| a", "a |", "&& a", "a &&", "a >", "a <<", "${x@P}", "echo ${x@P}",
    "echo ${!x}", "echo ${x:=$(rm y)}", "echo ${x:-$(rm y)}", "[[ x -eq y ]]", "[[ x =~ y ]]", "[[ x",
    "env -S 'rm x'", "timeout --nosuch 5 rm x", "xargs --nosuch rm", "timeout 5", "exec {fd}>x", "ls @(a|b)",
    "test -v 'a[$(rm x)]'", "let 'a[$(rm x)]=1'", "echo $'\\u0041'", "echo $[1]",
    "find . -exec a ; -exec b ;", "a <&$X", "\\",
    "\0", "a\0b", "git status\0 -s",
    // What bash joins, expands or reads otherwise than it looks.
    "l\\\ns -l", "echo \"$\\\n(rm x)\"", "cat <<$x''\n$x\nrm x", "cat <<EO\\\nF\n$(rm x)\nEOF",
    "cat <<EOF\na\\\nEOF\ncat '\nEOF\nrm x\n#'", "[[ -n x ]\\\n] && rm x; : ]]",
    "echo \"`echo \\\" ' \\\"; rm x; echo \\\" ' \\\"`\"", "find . {-exec,rm,x,';'}", "find . $a rm {} +",
    "for i in 'a[$(rm x)]'; do test -v $i; done", "printf -v PATH %s /w", "printf -v $i x",
    "echo rm x | sh", "bash <<< 'rm x'", ". /dev/stdin <<< 'rm x'", "bash -s",
    "test -v 'a[\u{301}$(rm x)]'", "test -v 'a[$(\u{301}; rm x)]'", "test -v 'a[`\u{301}; rm x`\u{301}]'",
    "source /dev/\u{301}/../stdin",
    // Names that come to stand for something else, and what builtins run.
    "shopt -s expand_aliases\nalias ls=rm\nls x", "hash -p /bin/rm ls; ls x", "enable -f ./x.so ls",
    "compgen -C 'rm x'", "compgen -W '$(rm x)'", "readarray -C 'rm x' -c 1 a <f", "mapfile -tC 'rm x' a <f",
    "x='a[$(rm x)]'; declare -gi y=x", "bash -c -$X 'rm x'", "bash -cs", "bash -O", "bash $X a",
    "su -c 'rm x'",
    "parallel rm ::: x", "fish -c 'rm x'", "watch -n 1 rm x", "flock -c", "watch $X",
  ])
  func whatIsNotUnderstood(_ text: String) {
    #expect(CommandLine(text).misunderstood != nil, "\(text): \(Self.texts(CommandLine(text)))")
  }

  /// What is before a construct that is not understood may still be denied.
  @Test func commandsBeforeAFailureAreKept() {
    for text in ["rm x; echo $((y))", "rm x\0y"] {
      let line = CommandLine(text)
      #expect(Self.texts(line).first == "rm x")
      #expect(line.misunderstood != nil)
    }
  }

  @Test func depthAndSizeAreBounded() {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "$(", count: 30_000),
      String(repeating: "`", count: 30_001), "echo " + String(repeating: "a", count: 70_000),
      String(repeating: "if ", count: 20_000),
      String(repeating: "env ", count: 10_000) + "x", String(repeating: "case x in a) ", count: 3000),
      String(repeating: "f() ", count: 10_000),
    ] {
      #expect(CommandLine(text).misunderstood != nil)
    }
  }
}
