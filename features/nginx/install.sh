#!/bin/sh
# nginx: the distribution's package, one site from the options, links to sites of the user's own.
set -eu
. "$PHX_LIB"
. ./want.sh

# The package has a file of its own in there, and a mount may belong to somebody else.
sites=/etc/nginx/sites-available
if [ -d "$sites" ] && [ ! -w "$sites" ]; then
  echo "$sites cannot be written: give it to the guest's root, which is 100000 on the node if the guest is unprivileged" >&2
  exit 1
fi
phx_apt_install nginx-light curl
rm -f "$enabled/default"

if [ "$SITE" = true ]; then
  phx_write "$site_conf" <<END
$(want_site)
END
else
  rm -f "$site_conf"
fi

for link in "$enabled"/phoenix-*; do
  if [ -L "$link" ] && ! wanted_links | grep -qx "${link##*/}"; then rm -f "$link"; fi
done
for link in $(wanted_links); do
  [ -L "$enabled/$link" ] || ln -s "/etc/nginx/sites-available/${link#phoenix-}" "$enabled/$link"
done

nginx -t -q
# The folder counts too: its time changes with every link made or removed.
phx_serve nginx "$site_conf" "$enabled" /etc/nginx/sites-available
