#!/usr/bin/env bash
# bin/dist: the tarball is the same twice, is sound, and works for an ordinary user; with AGENT_TEST_FULL=1 (or
# --clean-root) also in a bare Debian without the Swift toolchain, made with debootstrap.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

scratch=$(mktemp -d -p "${DIST_SCRATCH:-/tmp}")
cleanup() {
  # What debootstrap has mounted, if it was stopped half way.
  for mount in proc sys; do umount "$scratch/root/$mount" 2>/dev/null || true; done
  rm -rf "$scratch"
}
trap cleanup EXIT
chmod 755 "$scratch"

fail() {
  echo "Tests/Scripts/dist.sh: $*" >&2
  exit 1
}

full=${AGENT_TEST_FULL:-}
wanted=$full
if [ "${1-}" = --clean-root ]; then wanted=1; fi

# The same bytes twice, and what SHA256SUMS says.
bin/dist "$scratch/one" >/dev/null &
first=$!
sleep 1
(umask 077 && bin/dist "$scratch/two" >/dev/null)
wait "$first"
diff -r "$scratch/one" "$scratch/two" || fail "two tarballs of one build differ"
(cd "$scratch/one" && sha256sum --quiet --strict -c SHA256SUMS)
tarball=$(echo "$scratch"/one/*.tar.xz)
name=$(basename "$tarball" .tar.xz)
[ "$name" = "agentutils-$(.build/release/agent-config --version | cut -d ' ' -f 2)-$(uname -m)" ] || fail "$name"

# All below one directory, owner 0, nothing that only its user may read.
tar -tJf "$tarball" | sed 's|/$||' >"$scratch/names"
if grep -qv "^$name\(/\|$\)" "$scratch/names"; then fail "something lies outside of $name/"; fi
if tar --numeric-owner -tvJf "$tarball" | grep -v '^[-dh]r[w-][x-]r-[x-]r-[x-] 0/0 '; then fail "owner or mode"; fi
for file in INSTALL LICENSE README.md bin/agent-turn bin/agent-extract share/man/man1/agent-turn.1; do
  grep -qx "$name/$file" "$scratch/names" || fail "no $file"
done

# make_document FILE: a document of Word.
make_document() {
  python3 - "$1" <<'END'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as file:
    file.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
    file.writestr("_rels/.rels", '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>')
    file.writestr("word/document.xml", '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Word says so.</w:t></w:r></w:p></w:body></w:document>')
END
}

# Here, without the toolchain in PATH.
mkdir -m 777 "$scratch/user"
make_document "$scratch/user/document.docx"
chmod 644 "$scratch/user/document.docx"
tar -xJf "$tarball" -C "$scratch"
cp Tests/Scripts/smoke.sh "$scratch/"
user=()
if [ "$(id -u)" = 0 ]; then user=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
"${user[@]}" env -i sh "$scratch/smoke.sh" "$scratch/$name/bin" "$scratch/user"

# In a bare Debian.
skip() {
  if [ -n "$full" ]; then fail "clean root: $*"; fi
  echo "dist.sh: passed; NOT TRIED in a clean root: $*"
  exit 0
}
if [ -z "$wanted" ]; then skip "only with bin/test --full, or with --clean-root"; fi
if [ "$(id -u)" != 0 ]; then skip "only root can make one"; fi
if ! command -v debootstrap >/dev/null; then skip "debootstrap is not installed (bin/setup)"; fi
# The mirror is that of this machine's own packages.
mirror=$(apt-get indextargets --format '$(SITE)' 'Codename: bookworm' 'Created-By: Packages' | head -n 1)
if [ -z "$mirror" ]; then skip "apt has no source for Debian 12"; fi
packages=$({ .build/release/agent-config deps --no-model -j --runtime-dir "$scratch/none" || [ $? = 1 ]; } |
  jq -r .package | paste -sd,)
if ! timeout 1200 debootstrap --variant=minbase --include="$packages,libstdc++6" bookworm "$scratch/root" \
  "$mirror" >"$scratch/debootstrap.log" 2>&1; then
  tail -n 3 "$scratch/debootstrap.log" >&2
  skip "debootstrap could not make one from apt's first source"
fi
mkdir "$scratch/root/opt/try" && mv "$scratch/user/document.docx" "$scratch/root/opt/try/"
chmod 777 "$scratch/root/opt/try"
tar -xJf "$tarball" -C "$scratch/root/opt"
cp Tests/Scripts/smoke.sh "$scratch/root/opt/"
if chroot "$scratch/root" sh -c 'command -v swift'; then fail "the clean root has a toolchain"; fi
chroot --userspec=65534:65534 "$scratch/root" env -i sh /opt/smoke.sh "/opt/$name/bin" /opt/try ||
  fail "in a clean Debian 12"
echo "dist.sh: passed, in a clean Debian 12 too"
