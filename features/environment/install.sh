#!/bin/sh
# environment: a file for root alone, which systemd reads at the start of each service. Not `Environment=` nor
# `DefaultEnvironment=`: systemd tells those to everybody who asks it.
set -eu
. "$PHX_LIB"
. ./want.sh

# systemd takes 64 KiB of them and more; the kernel starts nothing at all with too many.
most=65536

[ -d /run/systemd/system ] || {
  echo 'secrets of "env" need a guest with systemd: bring them by a feature of your own' >&2
  exit 1
}

# In double quotes, where these four want a backslash; all else, also line feeds, stands for itself.
want_values() {
  want_names
  number=0
  for name in $VARIABLES; do
    number=$((number + 1))
    if [ "$(phx_secret "value-$number" | LC_ALL=C tr -d '\t\n\040-\176\200-\377' | wc -c)" -gt 0 ]; then
      echo "the variable $name holds a control character, and systemd takes none" >&2
      exit 1
    fi
    printf '%s="' "$name"
    phx_secret "value-$number" | sed 's/[\\"`$]/\\&/g'
    printf '"\n'
  done
}

body=$PHX_TMP/environment.body
whole=$PHX_TMP/environment.whole
umask 077
want_values >"$body"
if [ "$(wc -c <"$body")" -gt "$most" ]; then
  echo 'the variables are more than 64 KiB together' >&2
  exit 1
fi
{
  printf '# sha256 of what follows: %s\n' "$(sha256sum <"$body" | cut -c 1-64)"
  cat "$body"
} >"$whole"
umask 022
if ! cmp -s "$whole" "$values" || ! want_drop_in | cmp -s - "$drop_in"; then : >"$due"; fi
phx_write "$values" 0600 <"$whole"
rm -f "$body" "$whole"
if [ "$(stat -c %u:%g "$values")" != 0:0 ]; then chown 0:0 "$values"; fi
phx_write "$mask" <<END
$(want_mask)
END
phx_write "$drop_in" <<END
$(want_drop_in)
END
systemctl daemon-reload

# What runs already has the variables of its own start.
if [ -e "$due" ]; then exit 12; fi
