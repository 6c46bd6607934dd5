const certificate = '/etc/kubernetes/pki/apiserver';

/**
 * sh; a function `renew_certificate` that takes a configuration of kubeadm's and has the API server's certificate
 * made anew when a name is missing in it that `apiServer.certSANs` lists: no phase of kubeadm does that by itself
 * (https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-reconfigure/). The API server reads the files
 * again by itself. Without openssl nobody can say what is in it, and it is made anew.
 */
export const defineRenewCertificate = `
certificate_lacks() {
  names=$(openssl x509 -noout -ext subjectAltName -in ${certificate}.crt 2>/dev/null) || return 0
  for name in $(awk '/^  certSANs:/ { on = 1; next } on && /^ *- / { print $2; next } { on = 0 }' "$1" | tr -d "'\\""); do
    case "$names," in *":$name,"*) ;; *) return 0 ;; esac
  done
  return 1
}
renew_certificate() {
  certificate_lacks "$1" || return 0
  for kind in crt key; do
    if [ -f ${certificate}.$kind ]; then mv ${certificate}.$kind ${certificate}.$kind.before; fi
  done
  if kubeadm init phase certs apiserver --config "$1" >/dev/null; then
    rm -f ${certificate}.crt.before ${certificate}.key.before
    return 0
  fi
  for kind in crt key; do
    if [ -f ${certificate}.$kind.before ]; then mv ${certificate}.$kind.before ${certificate}.$kind; fi
  done
  return 1
}`;
