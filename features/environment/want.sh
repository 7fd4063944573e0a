# shellcheck shell=sh disable=SC2034
# Where things stand. Read by the other scripts; what reads secrets stands in install.sh alone.
values=/etc/phoenix/environment
# Of all services; the one of the same name keeps them from the managers of users.
drop_in=/etc/systemd/system/service.d/20-phoenix-environment.conf
mask=/etc/systemd/system/user@.service.d/20-phoenix-environment.conf

# A restart is due: in memory, so that the restart takes it away. Made before the files are, in case the run is cut off.
due=/run/phoenix-environment-due

want_drop_in() {
  printf '# Written by Phoenix from "env" of this guest.\n[Service]\nEnvironmentFile=-%s\n' "$values"
}
want_mask() { echo '# Phoenix: users of this guest do not get what its services get.'; }

want_names() { printf '# variables: %s\n' "$(printf '%s' "$VARIABLES" | tr '\n' ' ')"; }
