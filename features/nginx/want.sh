# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by install.sh and check.sh.
enabled=/etc/nginx/sites-enabled
site_conf=$enabled/phoenix.conf

want_site() {
  cat <<END
server {
    listen $LISTEN default_server;
    server_name $NAME;
    client_max_body_size 0;
END
  if [ -n "$CERTIFICATE" ]; then
    cat <<END
    listen $TLSLISTEN ssl default_server;
    ssl_certificate $CERTIFICATE;
    ssl_certificate_key $KEY;
END
  fi
  [ -z "$EXTRA" ] || printf '%s\n' "$EXTRA" | sed 's/^/    /'
  if [ -n "$PROXY" ]; then
    cat <<END
    location / {
        proxy_pass $PROXY;
        proxy_http_version 1.1;
        proxy_set_header Host \$host;
        proxy_set_header X-Real-IP \$remote_addr;
        proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto \$scheme;
        proxy_set_header Upgrade \$http_upgrade;
        proxy_set_header Connection \$phoenix_connection;
    }
}
map \$http_upgrade \$phoenix_connection {
    default upgrade;
    '' close;
}
END
  else
    cat <<END
    root $ROOT;
    index index.html index.nginx-debian.html;
}
END
  fi
}

# A site of ours is a link named phoenix-NAME, so that those which nothing names any more are known.
wanted_links() { printf '%s\n' "$SITES" | sed -n 's/..*/phoenix-&/p'; }
