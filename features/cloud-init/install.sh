#!/bin/sh
# cloud-init: the seed for root alone, then all stages of cloud-init as at a first boot, for a new instance whenever the
# data changed or an earlier run did not come to its end.
set -eu
. "$PHX_LIB"
. ./want.sh

refuse() {
  printf '%s\n' "$*" >&2
  exit 1
}

[ -d /run/systemd/system ] || refuse 'cloud-init needs a guest with systemd'

data=$PHX_TMP/user-data
meta=$PHX_TMP/meta-data
umask 077
if [ -n "${USERDATA_FILE:-}" ]; then
  [ -z "$CONFIG" ] || refuse 'there are userData and config: keep one of them'
  phx_secret userData >"$data"
else
  [ -n "$CONFIG" ] || refuse 'there is neither userData nor config'
  printf '%s\n' "$CONFIG" >"$data"
fi
want_meta_data >"$meta"
umask 022

# What cloud-init says of data may repeat it: of a secret only names of modules are told.
tell() {
  if [ -z "${USERDATA_FILE:-}" ]; then
    head -n 30 "$1" >&2
    return
  fi
  sed -n 's/^\([a-z][a-z_]*\):.*/\1/p' "$data" | while read -r key; do
    ! grep -Eq "(^|[^a-z_])${key}(\\.|:)" "$1" || echo "  at: $key" >&2
  done
}

case $(sed -n '1s/[[:space:]]*$//p' "$data") in
  '#cloud-config') kind=config ;;
  '#!'* | '#cloud-config-archive' | '#cloud-boothook' | '## template: jinja' | '#part-handler' | '#include' | \
    'Content-Type: multipart/'* | 'MIME-Version:'*) kind=other ;;
  *) refuse 'the first line of the user data must be #cloud-config, or #! and an interpreter: cloud-init passes over all else' ;;
esac

phx_write "$settings" <<END
$(want_settings)
END
phx_apt_install cloud-init
if [ "$kind" = config ]; then
  (umask 077 && cloud-init schema --config-file "$data" >"$PHX_TMP/schema" 2>&1) || {
    echo 'the user data is not what cloud-init takes: cloud-init schema --config-file FILE says where' >&2
    tell "$PHX_TMP/schema"
    exit 1
  }
fi

if cmp -s "$data" "$seed/user-data" && [ "$(tail -n +2 "$seed/meta-data")" = "$(cat "$meta")" ] &&
  [ "$(cat "$ended" 2>/dev/null)" = "$(instance)" ]; then
  exit 0
fi

rm -f "$ended"
mkdir -p "$seed"
chmod 700 "$seed"
phx_write "$seed/user-data" 0600 <"$data"
# A new one each time: the hash of a secret would tell too much, and of one that failed half is done already.
phx_write "$seed/meta-data" 0600 <<END
instance-id: phoenix-$(cat /proc/sys/kernel/random/uuid)
$(cat "$meta")
END
phx_progress 'running the user data'
# Of an earlier instance nothing counts in this one, and its copies of the data go.
cloud-init clean >/dev/null 2>&1 || :
rm -rf /run/cloud-init/.instance-id /var/lib/cloud/instances
for stage in 'init --local' init 'modules --mode=config' 'modules --mode=final'; do
  # shellcheck disable=SC2086 # words
  cloud-init $stage >/dev/null 2>&1 || :
done
# 2: with warnings.
code=0
(umask 077 && cloud-init status --wait --long >"$PHX_TMP/status" 2>&1) || code=$?
if [ "$code" != 0 ] && [ "$code" != 2 ]; then
  echo 'the user data failed; /var/log/cloud-init.log in the guest says more' >&2
  tell "$PHX_TMP/status"
  sed -n "s/^[[:space:]-]*('\([A-Za-z_-]*\)',.*/  in: \1/p" "$PHX_TMP/status" >&2
  exit 1
fi
instance >"$ended"
