#!/bin/sh
# step-ca: the pinned binaries; the authority is made once and never again; its address and durations follow the options.
set -eu
. "$PHX_LIB"
. ./want.sh

phx_apt_install ca-certificates curl jq openssl
phx_unpack step-ca "$ca_release"
phx_unpack step "$cli_release"
id -u step >/dev/null 2>&1 || useradd --system --user-group --home-dir "$STEPPATH" --no-create-home --shell /usr/sbin/nologin step
[ -d "$STEPPATH" ] || install -d -m 700 "$STEPPATH"
if [ -f "$conf" ] && [ -f "$secret_file" ]; then
  # Keys that are there get a new password first. One that opens with it has got it, in a run that was cut off.
  for key in "$STEPPATH/secrets/root_ca_key" "$STEPPATH/secrets/intermediate_ca_key"; do
    if [ ! -f "$key" ] || opens_with "$PASSWORD_FILE" "$key"; then continue; fi
    (umask 077 && openssl pkey -in "$key" -passin "file:$secret_file" -aes256 -passout "file:$PASSWORD_FILE" -out "$key.new")
    chown --reference="$key" "$key.new"
    mv -f "$key.new" "$key"
  done
fi
phx_write "$secret_file" 0600 <"$PASSWORD_FILE"

if [ ! -f "$conf" ]; then
  # Into a folder beside it: an authority whose making was cut off is thrown away, one that is whole never is.
  new=$(mktemp -d "$STEPPATH/new.XXXXXX")
  dns=$(printf '%s\n' "$DNS" | sed -n 's/..*/--dns=&/p')
  # shellcheck disable=SC2086
  STEPPATH=$new "$(program "$cli_release" step)" ca init --deployment-type standalone --name "$NAME" $dns \
    --address ":$PORT" --provisioner "$PROVISIONER" --password-file "$secret_file" \
    --provisioner-password-file "$secret_file" --acme
  find "$new" -type f -name '*.json' -exec sed -i "s|$new|$STEPPATH|g" {} +
  rm -rf "$STEPPATH/certs" "$STEPPATH/secrets" "$STEPPATH/templates" "$STEPPATH/db"
  for part in certs secrets templates db; do
    if [ -e "$new/$part" ]; then mv "$new/$part" "$STEPPATH/$part"; fi
  done
  # The configuration comes last: it says that the authority is whole.
  mv "$new/config" "$STEPPATH/config"
  rm -rf "$new"
fi
phx_write "$conf" <<END
$(want_conf)
END
find "$STEPPATH" ! -user step -exec chown step:step {} +
phx_write "$unit_file" <<END
$(want_unit)
END
phx_serve step-ca "$unit_file" "$conf" "$secret_file" "$ca_release/.phx-pin"
phx_event fingerprint "$(openssl x509 -in "$root" -noout -fingerprint -sha256 | sed 's/.*=//')"
