# shellcheck shell=sh disable=SC2034
# What is wanted. Read by the other scripts.
driver=580.76.05
# Says which pin is installed; written last.
stamp=/var/lib/phoenix/nvidia-driver

want_stamp() { printf '%s graphics=%s\n' "$driver" "$GRAPHICS"; }

# The version of the node's kernel module. Empty where the guest has no card, such as in an image that is never started.
node_driver() { sed -n 's/^NVRM version:.* \([0-9][0-9.]*[0-9]\)  .*/\1/p' /proc/driver/nvidia/version 2>/dev/null; }
