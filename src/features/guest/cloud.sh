# shellcheck shell=sh
# How far cloud-init is in a virtual machine, asked by its guest agent: its exit code, what it says, and where something
# failed the end of its log.
set -u
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH
if [ -n "${PHX_RECORDED_GUEST:-}" ] || ! command -v cloud-init >/dev/null; then
  printf 'phx-cloud none\n'
  exit 0
fi
said=$(cloud-init status --long 2>&1)
printf 'phx-cloud %s\n%s\n' "$?" "$(printf '%s\n' "$said" | tail -c 3000)"
case $said in
  *'status: error'* | *degraded*)
    printf 'log\n'
    tail -n 15 /var/log/cloud-init-output.log 2>/dev/null | tail -c 3000
    ;;
esac
exit 0
