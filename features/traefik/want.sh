# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
release=/opt/phoenix/traefik
conf=/etc/traefik/phoenix.yml
dynamic=/etc/traefik/dynamic
routes=$dynamic/phoenix.yml
unit_file=/etc/systemd/system/traefik.service
# Loopback only: says that it lives.
ping=8182

want_conf() {
  printf 'entryPoints:\n  ping:\n    address: 127.0.0.1:%s\n  web:\n    address: ":%s"\n' "$ping" "$HTTP"
  if [ "$TLS" = true ]; then
    printf '    http:\n      redirections:\n        entryPoint:\n          to: ":%s"\n          scheme: https\n' "$HTTPS"
    printf '  websecure:\n    address: ":%s"\n' "$HTTPS"
  fi
  printf 'ping:\n  entryPoint: ping\nproviders:\n  file:\n    directory: %s\n' "$dynamic"
  if [ -n "$ACME" ]; then
    printf 'certificatesResolvers:\n  acme:\n    acme:\n      caServer: %s\n      email: "%s"\n' "$ACME" "$EMAIL"
    printf '      storage: /var/lib/traefik/acme.json\n      httpChallenge:\n        entryPoint: web\n'
  fi
  printf 'global:\n  checkNewVersion: false\n  sendAnonymousUsage: false\n'
}

# A route each; without one, or without a certificate, the part is left out: Traefik takes no empty maps.
want_routes() {
  if [ -n "$SERVICES" ]; then
    printf 'http:\n  routers:\n'
    printf '%s\n' "$SERVICES" | while IFS='=' read -r host _; do
      name=$(printf '%s' "$host" | tr . -)
      printf "    %s:\n      rule: Host(\`%s\`)\n      service: %s\n" "$name" "$host" "$name"
      if [ "$TLS" = true ]; then
        printf '      entryPoints: [websecure]\n'
        if [ -n "$ACME" ]; then printf '      tls:\n        certResolver: acme\n'; else printf '      tls: {}\n'; fi
      else
        printf '      entryPoints: [web]\n'
      fi
    done
    printf '  services:\n'
    printf '%s\n' "$SERVICES" | while IFS='=' read -r host target; do
      printf '    %s:\n      loadBalancer:\n        servers:\n          - url: "%s"\n' "$(printf '%s' "$host" | tr . -)" "$target"
    done
  fi
  if [ -n "$CERTIFICATE" ]; then
    printf 'tls:\n  stores:\n    default:\n      defaultCertificate:\n        certFile: %s\n        keyFile: %s\n' "$CERTIFICATE" "$KEY"
  fi
}

want_unit() {
  cat <<END
[Unit]
Description=Traefik
After=network-online.target
Wants=network-online.target

[Service]
ExecStart=$release/traefik --configFile=$conf
Restart=on-failure
RestartSec=3

[Install]
WantedBy=multi-user.target
END
}
