# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
folder=/usr/local/share/ca-certificates
bundle=/etc/ssl/certs/ca-certificates.crt

# Splits what is given into one certificate a file, named by its own hash, in the folder $1.
split_certificates() {
  printf '%s\n' "$FILES" | while read -r file; do
    [ -z "$file" ] || grep -q -e '-----BEGIN CERTIFICATE-----' -- "$file" || {
      echo "there is no certificate in $file" >&2
      exit 1
    }
  done
  {
    printf '%s\n' "$CERTIFICATES"
    printf '%s\n' "$FILES" | while read -r file; do [ -z "$file" ] || awk 1 "$file"; done
  } | awk -v folder="$1" '
    /-----BEGIN CERTIFICATE-----/ { n++; on = 1 }
    on { print > (folder "/" n ".pem") }
    /-----END CERTIFICATE-----/ { on = 0; close(folder "/" n ".pem") }'
  for pem in "$1"/*.pem; do
    [ -e "$pem" ] || continue
    openssl x509 -in "$pem" -out "$pem.crt"
    mv "$pem.crt" "$1/phoenix-$(openssl x509 -in "$pem" -noout -fingerprint -sha256 | tr -dc '0-9A-F' | tail -c 64 | head -c 16).crt"
    rm "$pem"
  done
}
