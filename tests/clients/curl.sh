#!/usr/bin/env bash
# The whole life of a container group and of an image cache with `curl --aws-sigv4`, by POST and by GET.
# KSYUN_ENDPOINT, KSYUN_ACCESS_KEY and KSYUN_SECRET_KEY say where the emulator is and who asks.
set -euo pipefail
cd "$(dirname "$0")/../.."

passed=0 failed=0 status='' body='' id=''

# call METHOD NAME=VALUE…: sends a request; leaves status and body. Curl signs a query in the order in which it is
# given, which is not that of names.
call() {
  local method=$1 parameter data=()
  shift
  for parameter in Version=2020-07-02 "$@"; do data+=(--data-urlencode "$parameter"); done
  if [[ $method == GET ]]; then data+=(--get); fi
  body=$(curl --silent --show-error --noproxy '*' --max-time 20 --write-out '\n%{http_code}' \
    --aws-sigv4 "aws:amz:$region:kci" --user "$KSYUN_ACCESS_KEY:$KSYUN_SECRET_KEY" "${data[@]}" "$KSYUN_ENDPOINT/")
  status=${body##*$'\n'} body=${body%$'\n'*}
}

# expect NAME STATUS TEXT…: the last answer has this status, and every text in its body.
expect() {
  local name=$1 wanted=$2 text
  shift 2
  for text in "status $wanted" "$@"; do
    if [[ "status $status $body" != *"$text"* ]]; then
      failed=$((failed + 1))
      printf 'FAILED %s: no %s in: status %s %s\n' "$name" "$text" "$status" "$body" >&2
      return 0
    fi
  done
  passed=$((passed + 1))
  printf 'ok %s\n' "$name"
}

# id_of NAME: a member of the last answer.
id_of() { id=$(sed -n 's/.*"'"$1"'":"\([^"]*\)".*/\1/p' <<<"$body"); }

# until_it_says TEXT METHOD NAME=VALUE…: asks until the answer has the text, for half a minute at most.
until_it_says() {
  local text=$1 until=$((SECONDS + 30))
  shift
  call "$@"
  while [[ $body != *"$text"* && $SECONDS -lt $until ]]; do
    sleep 0.1
    call "$@"
  done
}

container_group() {
  local method=$1
  call "$method" ContainerGroupName=web SubnetId=subnet-1 SecurityGroupId.1=sg-1 KciType=RBKCI Cpu=2 Memory=4.0 \
    ChargeType=HourlyInstantSettlement Container.1.Name=web Container.1.Image=hub/nginx:latest \
    Container.1.EnvironmentVar.1.Key=GREETING 'Container.1.EnvironmentVar.1.Value=你好 a+b&c=d%/~*' \
    Action=CreateContainerGroup
  expect "$method creates a group" 200 '"ContainerGroupId":"'
  id_of ContainerGroupId
  until_it_says '"Status":"Running"' "$method" "ContainerGroupId.1=$id" Action=DescribeContainerGroup
  expect "$method sees it run" 200 '"Status":"Running"' '"Cpu":2,' '"Memory":4,' '你好 a+b&c=d%/~*'
  call "$method" Filter.1.Name=subnet-id Filter.1.Value.1=elsewhere Action=DescribeContainerGroup
  expect "$method filters" 200 '"TotalCount":0'
  call "$method" "ContainerGroupId=$id" ContainerName=web Tail=2 Action=DescribeContainerLog
  expect "$method reads its log" 200 '"Content":"'
  call "$method" "ContainerGroupId=$id" Action=DeleteContainerGroup
  expect "$method deletes it" 200 '"RequestId":"'
  call "$method" "ContainerGroupId.1=$id" Action=DescribeContainerGroup
  expect "$method finds it gone" 200 '"TotalCount":0'
  call "$method" "ContainerGroupId=$id" Action=DeleteContainerGroup
  expect "$method cannot delete it again" 4 '"Error":{' '"Code":"' '"RequestId":"'
}

image_cache() {
  local method=$1
  call "$method" ImageCacheName=cache SubnetId=subnet-1 SecurityGroupId=sg-1 Image.1=nginx:1 Image.2=redis:2 \
    Action=CreateImageCache
  expect "$method creates a cache" 200 '"ImageCacheId":"'
  id_of ImageCacheId
  until_it_says '"Status":"Ready"' "$method" "ImageCacheId.1=$id" Action=DescribeImageCache
  expect "$method sees it ready" 200 '"Status":"Ready"' '["nginx:1","redis:2"]'
  call "$method" "ImageCacheId=$id" Action=DeleteImageCache
  expect "$method deletes the cache" 200 '"RequestId":"'
  call "$method" "ImageCacheId.1=$id" Action=DescribeImageCache
  expect "$method finds the cache gone" 200 '"TotalCount":0'
  call "$method" "ImageCacheId=$id" Action=DeleteImageCache
  expect "$method cannot delete the cache again" 4 '"Error":{' '"Code":"' '"RequestId":"'
}

refusals() {
  call "$1" Action=DeleteContainerGroup
  expect "$1 is told what is missing" 400 '"Code":"MissingParameter"' ContainerGroupId
  KSYUN_SECRET_KEY=wrong call "$1" Action=DescribeContainerGroup
  expect "$1 needs the secret key" 403 '"Code":"SignatureDoesNotMatch"'
}

# The commands that the READMEs show, as they stand.
readme() {
  local file command
  for file in README.md README.zh-CN.md; do
    while IFS= read -r command; do
      status=$(eval "$command --silent --show-error --noproxy '*' --write-out '\n%{http_code}'") || true
      body=${status%$'\n'*} status=${status##*$'\n'}
      expect "$file: $command" 200 '"RequestId":"'
    done < <(sed -n 's/^\$ \(curl .*--aws-sigv4.*\)$/\1/p' "$file" | grep . || printf 'false\n')
  done
}

# Each method has a region to itself, so that neither sees what the other makes.
region=cn-beijing-6
for step in container_group image_cache refusals; do "$step" POST; done
region=cn-shanghai-2
for step in container_group image_cache refusals; do "$step" GET; done
readme

printf '%s passed, %s failed\n' "$passed" "$failed"
[[ $failed -eq 0 && $passed -gt 0 ]]
