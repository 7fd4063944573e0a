# shellcheck shell=sh
# In a service: the hash of the value of each variable that is named, a line each.
for name; do
  eval "value=\${$name-}"
  # shellcheck disable=SC2154 # set by the eval above
  printf '%s' "$value" | sha256sum
done
