# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
env_file=/etc/phoenix/portainer.env
password_file=/etc/phoenix/portainer.password
unit=phoenix-portainer
unit_file=/etc/systemd/system/$unit.service
if [ "$ROLE" = server ]; then IMAGE=$SERVERIMAGE; else IMAGE=$AGENTIMAGE; fi

want_env() {
  [ "$ROLE" = server ] || printf 'AGENT_PORT=%s\n' "$AGENTPORT"
  [ -z "${SHARED_FILE:-}" ] || printf 'AGENT_SECRET=%s\n' "$(phx_secret shared)"
}

# What follows `docker run` for each role, and the program's arguments after the image.
run_arguments() {
  printf -- '--volume /var/run/docker.sock:/var/run/docker.sock'
  if [ "$ROLE" = agent ]; then
    printf -- ' --volume /var/lib/docker/volumes:/var/lib/docker/volumes %s' "$IMAGE"
    return
  fi
  printf -- ' --volume %s:/data' "$DATA"
  [ -z "$CERTIFICATE" ] || printf -- ' --volume %s:/run/phoenix.crt:ro --volume %s:/run/phoenix.key:ro' "$CERTIFICATE" "$KEY"
  [ -z "${PASSWORD_FILE:-}" ] || printf -- ' --volume %s:/run/phoenix.password:ro' "$password_file"
  printf -- ' %s --bind-https :%s --http-disabled' "$IMAGE" "$PORT"
  [ -z "$CERTIFICATE" ] || printf -- ' --sslcert /run/phoenix.crt --sslkey /run/phoenix.key'
  [ -z "${PASSWORD_FILE:-}" ] || printf -- ' --admin-password-file /run/phoenix.password'
}

want_unit() {
  cat <<END
[Unit]
Description=Portainer $ROLE
Requires=docker.service
After=docker.service

[Service]
ExecStartPre=-/usr/bin/docker rm --force $unit
ExecStart=/usr/bin/docker run --rm --name $unit --network host --log-driver none --env-file $env_file \\
  $(run_arguments)
ExecStop=/usr/bin/docker stop $unit
SuccessExitStatus=143
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
END
}
