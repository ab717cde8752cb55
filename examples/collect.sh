#!/bin/sh
# Makes a podfence snapshot of one EKS cluster with nothing but the AWS CLI and kubectl: one file for
# each call, exactly as the tool prints it.
#
# A call that fails does not stop the script: its file is left out and snapshot.json says so, so that
# podfence reports an unknown where it would otherwise have to guess.
#
# Only reads are made. Kubernetes Secrets are never read. But the raw pods, Deployments and so on carry
# the literal values of environment variables, and some people keep passwords there: look at the folder
# before you give it to anybody. `podfence collect` drops them, this script cannot.
set -u
umask 077

usage() {
  cat <<'EOF'
Usage: collect.sh [--profile NAME] [--context NAME] CLUSTER REGION DIR

Makes a podfence snapshot of the EKS cluster CLUSTER in REGION in the new or empty folder DIR, with
the AWS CLI (version 2) and kubectl.

  --profile NAME   the AWS CLI's profile
  --context NAME   kubectl's context for this cluster; without it the script makes itself a
                   kubeconfig that is thrown away afterwards
  --help           this text

Then: podfence audit --snapshot DIR

Exit codes: 0 a snapshot was made, perhaps with gaps (see snapshot.json) · 1 nothing could be read
· 2 wrong usage.
EOF
}

complain() {
  printf 'collect.sh: %s\n' "$1" >&2
}

profile=
context=
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h)
      usage
      exit 0
      ;;
    --profile | --context)
      if [ $# -lt 2 ]; then
        complain "$1 needs a name"
        exit 2
      fi
      if [ "$1" = --profile ]; then profile=$2; else context=$2; fi
      shift 2
      ;;
    --)
      shift
      break
      ;;
    -*)
      complain "unknown option $1 (see --help)"
      exit 2
      ;;
    *) break ;;
  esac
done
if [ $# -ne 3 ]; then
  usage >&2
  exit 2
fi
cluster=$1
region=$2
out=$3

for tool in aws kubectl; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    complain "$tool is not installed"
    exit 2
  fi
done
# An old file beside new ones would be read as if it had been collected now.
if [ -d "$out" ] && [ -n "$(ls -A "$out")" ]; then
  complain "$out is not empty"
  exit 2
fi
mkdir -p "$out" || exit 2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

now() {
  date -u +%Y-%m-%dT%H:%M:%SZ
}

# The text on stdin as the inside of a JSON string: printable ASCII, one line, bounded.
json_text() {
  LC_ALL=C tr '\n\r\t' '   ' | LC_ALL=C tr -cd '\040-\176' | cut -c1-400 |
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^ *//' -e 's/ *$//'
}

# ---- the two tools ---------------------------------------------------------------------------------

export AWS_PAGER=
if [ -n "$profile" ]; then export AWS_PROFILE="$profile"; fi

# The CLI follows the pages by itself; what it prints is the whole list.
aws_json() {
  aws "$@" --region "$region" --output json
}

kube_error=
kube_json() {
  if [ -n "$kube_error" ]; then
    printf '%s\n' "$kube_error" >&2
    return 1
  fi
  if [ -n "$context" ]; then
    kubectl --context "$context" get "$@" -o json --show-managed-fields
  else
    kubectl --kubeconfig "$work/kubeconfig" get "$@" -o json --show-managed-fields
  fi
}

# ---- one call, one file ----------------------------------------------------------------------------

: >"$work/gaps"
: >"$work/read"
kept=0

# attempt FILE COMMAND…: FILE exists afterwards only if the command succeeded and printed something.
attempt() {
  file=$1
  shift
  mkdir -p "$out/$(dirname "$file")"
  read_at=$(now)
  if "$@" >"$out/$file" 2>"$work/error" && [ -s "$out/$file" ]; then
    printf '"%s": "%s"\n' "$file" "$read_at" >>"$work/read"
    kept=$((kept + 1))
    return 0
  fi
  rm -f "$out/$file"
  return 1
}

# gap FILE: the last call failed.
gap() {
  reason=$(json_text <"$work/error")
  printf '{"source": "%s", "reason": "%s"}\n' "$1" "${reason:-the call printed nothing}" >>"$work/gaps"
  complain "gap: $1: ${reason:-the call printed nothing}"
}

save() {
  attempt "$@" || gap "$1"
}

# save_aws SERVICE OPERATION [ARGUMENT…]: into SERVICE/OPERATION.json
save_aws() {
  save "$1/$2.json" aws_json "$@"
}

# values KEY FILE…: what the JSON files give for this key, each once. Ids and names only: a value with
# any other character is left out, since it becomes part of a command and of a file name.
values() {
  key=$1
  shift
  for source in "$@"; do
    if [ -f "$out/$source" ]; then tr ',{}' '[\n*]' <"$out/$source"; fi
  done | sed -n 's/.*"'"$key"'": *"\([A-Za-z0-9-]*\)".*/\1/p' | sort -u
}

# first_text KEY FILE: the first text that a file gives for this key; never part of a command.
first_text() {
  if [ -f "$out/$2" ]; then sed -n 's/.*"'"$1"'": *"\([^"]*\)".*/\1/p' "$out/$2" | head -n 1; fi
}

# ---- who and where ---------------------------------------------------------------------------------

taken_at=$(now)
caller=$(aws sts get-caller-identity --region "$region" --output text --query '[Account,Arn]' 2>"$work/error")
account=$(printf '%s\n' "$caller" | awk '{ print $1; exit }')
taken_by=$(printf '%s\n' "$caller" | awk '{ print $2; exit }')
if [ -z "$account" ]; then gap sts:GetCallerIdentity; fi

# ---- EKS -------------------------------------------------------------------------------------------

save_aws eks describe-cluster --name "$cluster"
save eks/describe-addon-vpc-cni.json aws_json eks describe-addon --cluster-name "$cluster" --addon-name vpc-cni
save_aws eks list-clusters

# ---- Kubernetes, before EC2: a pod that starts in between has an interface, not the other way round --

if [ -z "$context" ] &&
  ! aws eks update-kubeconfig --name "$cluster" --region "$region" --kubeconfig "$work/kubeconfig" \
    >/dev/null 2>"$work/error"; then
  kube_error="no kubeconfig: $(json_text <"$work/error")"
fi

# A context says nothing about which cluster it leads to, and a mixed snapshot misleads.
if [ -n "$context" ]; then
  server=$(kubectl --context "$context" config view --minify \
    --output 'jsonpath={.clusters[0].cluster.server}' 2>/dev/null)
  endpoint=$(first_text endpoint eks/describe-cluster.json)
  if [ -n "$endpoint" ] && [ "$server" != "$endpoint" ]; then
    complain "warning: context $context leads to $server, $cluster answers at $endpoint"
  fi
fi

save k8s/securitygrouppolicies.json kube_json securitygrouppolicies.vpcresources.k8s.aws -A
save k8s/serviceaccounts.json kube_json serviceaccounts -A
save k8s/pods.json kube_json pods -A
save k8s/namespaces.json kube_json namespaces
save k8s/nodes.json kube_json nodes
save k8s/cninodes.json kube_json cninodes.vpcresources.k8s.aws
save k8s/eniconfigs.json kube_json eniconfigs.crd.k8s.amazonaws.com
save k8s/daemonset-aws-node.json kube_json daemonset aws-node -n kube-system
save k8s/configmap-amazon-vpc-cni.json kube_json configmap amazon-vpc-cni -n kube-system
save k8s/webhookconfigurations.json kube_json mutatingwebhookconfigurations,validatingwebhookconfigurations
save k8s/controllerrevisions.json kube_json controllerrevisions -n kube-system -l k8s-app=aws-node
for kind in replicasets deployments statefulsets daemonsets jobs cronjobs; do
  save "k8s/$kind.json" kube_json "$kind" -A
done

# ---- EC2 -------------------------------------------------------------------------------------------

# Without the flag EC2 may hide service-managed interfaces; CLIs before 2025 do not know it.
managed=true
if ! attempt ec2/describe-network-interfaces.json \
  aws_json ec2 describe-network-interfaces --include-managed-resources; then
  if grep -q -e 'include-managed-resources' -e 'Unknown options' "$work/error"; then
    managed=false
    save_aws ec2 describe-network-interfaces
  else
    gap ec2/describe-network-interfaces.json
  fi
fi
for call in security-groups security-group-rules security-group-vpc-associations subnets vpcs \
  network-acls route-tables vpc-peering-connections instances internet-gateways \
  managed-prefix-lists transit-gateways transit-gateway-attachments \
  transit-gateway-vpc-attachments transit-gateway-route-tables; do
  save_aws ec2 "describe-$call"
done
for vpc in $(values vpcId eks/describe-cluster.json); do
  save "ec2/get-security-groups-for-vpc-$vpc.json" \
    aws_json ec2 get-security-groups-for-vpc --vpc-id "$vpc"
done
# The entries of the prefix lists that a rule or a route names.
for list in $(
  values PrefixListId ec2/describe-security-group-rules.json ec2/describe-security-groups.json
  values DestinationPrefixListId ec2/describe-route-tables.json
); do
  file=ec2/get-managed-prefix-list-entries-$list.json
  if [ ! -f "$out/$file" ]; then
    save "$file" aws_json ec2 get-managed-prefix-list-entries --prefix-list-id "$list"
  fi
done
for table in $(values TransitGatewayRouteTableId ec2/describe-transit-gateway-route-tables.json); do
  save "ec2/search-transit-gateway-routes-$table.json" aws_json ec2 search-transit-gateway-routes \
    --transit-gateway-route-table-id "$table" --filters Name=state,Values=active,blackhole
done

# ---- data stores -----------------------------------------------------------------------------------

for call in db-instances db-clusters db-subnet-groups db-proxies db-proxy-endpoints option-groups; do
  save_aws rds "describe-$call"
done
for proxy in $(values DBProxyName rds/describe-db-proxies.json); do
  save "rds/describe-db-proxy-targets-$proxy.json" \
    aws_json rds describe-db-proxy-targets --db-proxy-name "$proxy"
done
save_aws elasticache describe-cache-clusters --show-cache-node-info
save_aws elasticache describe-replication-groups
save_aws elasticache describe-serverless-caches
save_aws elasticache describe-cache-subnet-groups

# ---- snapshot.json ---------------------------------------------------------------------------------

# The cluster's ARN as EKS gave it; else built from the caller's partition (aws, aws-cn, aws-us-gov).
arn=$(first_text arn eks/describe-cluster.json)
if [ -z "$arn" ] && [ -n "$account" ]; then
  partition=$(printf '%s\n' "$taken_by" | cut -d: -f2)
  arn="arn:$partition:eks:$region:$account:cluster/$cluster"
fi

# lines FILE: its lines as the members of a JSON object or array.
lines() {
  sed -e 's/^/        /' -e '$!s/$/,/' "$1"
}

# member NAME TEXT: a line of the object, if there is a text.
member() {
  if [ -n "$2" ]; then printf '    "%s": "%s",\n' "$1" "$(printf '%s' "$2" | json_text)"; fi
}

{
  printf '{\n    "schemaVersion": 1,\n'
  member takenAt "$taken_at"
  member takenBy "$taken_by"
  member accountId "$account"
  member region "$region"
  member cluster "$arn"
  printf '    "includeManagedResources": %s,\n' "$managed"
  printf '    "read": {\n%s\n    },\n' "$(lines "$work/read")"
  printf '    "gaps": [\n%s\n    ]\n}\n' "$(lines "$work/gaps")"
} >"$out/snapshot.json"

gaps=$(awk 'END { print NR }' "$work/gaps")
complain "$out: $kept files, $gaps gaps"
if [ "$kept" -eq 0 ]; then exit 1; fi
