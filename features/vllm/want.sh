# shellcheck shell=sh disable=SC2034
# What the options ask for. Read by the other scripts.
env_file=/etc/phoenix/vllm.env
unit=phoenix-vllm
unit_file=/etc/systemd/system/$unit.service

want_env() {
  printf 'HF_HOME=/models\nVLLM_NO_USAGE_STATS=1\n'
  [ -z "${TOKEN_FILE:-}" ] || printf 'HF_TOKEN=%s\n' "$(phx_secret token)"
  [ -z "${KEY_FILE:-}" ] || printf 'VLLM_API_KEY=%s\n' "$(phx_secret key)"
}

# The cards and the driver's libraries, handed in one by one: this is what NVIDIA's container toolkit does, without it.
card_arguments() {
  for node in /dev/nvidiactl /dev/nvidia-uvm /dev/nvidia-uvm-tools /dev/nvidia[0-9]*; do
    [ ! -e "$node" ] || printf -- ' --device %s' "$node"
  done
  ldconfig -p | sed -n 's/^\t\(libcuda\|libnvidia-ml\|libnvidia-ptxjitcompiler\|libnvidia-nvvm\)\.so\.[0-9]* (libc6,x86-64) => //p' | sort -u |
    while read -r library; do printf -- ' --volume %s:/usr/lib/x86_64-linux-gnu/%s:ro' "$library" "${library##*/}"; done
}

server_arguments() {
  printf -- '--model %s --host 0.0.0.0 --port %s --dtype %s' "$MODEL" "$PORT" "$DTYPE"
  printf -- ' --gpu-memory-utilization %s --tensor-parallel-size %s --served-model-name %s' "$MEMORY" "$PARALLEL" "${NAME:-$MODEL}"
  [ -z "$REVISION" ] || printf -- ' --revision %s' "$REVISION"
  [ -z "$QUANTIZATION" ] || printf -- ' --quantization %s' "$QUANTIZATION"
  [ "$CONTEXT" -eq 0 ] || printf -- ' --max-model-len %s' "$CONTEXT"
  [ "$TRUST" != true ] || printf -- ' --trust-remote-code'
  [ -z "$SETTINGS" ] || printf -- ' %s' "$(printf '%s\n' "$SETTINGS" | sed 's/%/%%/g' | paste -sd ' ' -)"
}

# A model that is a folder of the guest is seen under its own path.
model_arguments() {
  case $MODEL in
    /*) printf -- ' --volume %s:%s:ro' "$MODEL" "$MODEL" ;;
  esac
}

want_unit() {
  cat <<END
[Unit]
Description=vLLM
Requires=docker.service
After=docker.service

[Service]
ExecStartPre=-/usr/bin/docker rm --force $unit
ExecStart=/usr/bin/docker run --rm --name $unit --network host --ipc host --log-driver none --env-file $env_file \\
  --volume $CACHE:/models$(card_arguments)$(model_arguments) $IMAGE \\
  $(server_arguments)
ExecStop=/usr/bin/docker stop $unit
SuccessExitStatus=143
Restart=always
RestartSec=10

[Install]
WantedBy=multi-user.target
END
}
