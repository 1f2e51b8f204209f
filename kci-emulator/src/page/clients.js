// How clients are pointed at the emulator: one example each.

import { details, element, say } from "./dom.js";

const quoted = (text) => (/^[\w\-./:+=,@%]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The examples, with what clients need to know about this emulator. */
export function clients({ access_key: accessKey, secret_key: secretKey, region }) {
  const listen = location.host.replace("localhost", "127.0.0.1");
  const option = listen === "127.0.0.1:8410" ? "" : ` --listen ${listen}`;
  const variables = [
    `export KSYUN_ENDPOINT=${quoted(location.origin)}`,
    `export KSYUN_ACCESS_KEY=${quoted(accessKey)}`,
    `export KSYUN_SECRET_KEY=${quoted(secretKey ?? `<${say("yourSecret")}>`)}`,
    `export KSYUN_REGION=${quoted(region)}`,
  ].join("\n");
  const curl = `curl --aws-sigv4 "aws:amz:${region}:kci" --user "$KSYUN_ACCESS_KEY:$KSYUN_SECRET_KEY" ` +
    `"$KSYUN_ENDPOINT/?Action=DescribeContainerGroup&Version=2020-07-02"`;
  const hint = secretKey === null ? [] : [say("variablesHint"), `eval "$(kci-emulator env${option})"`];
  return [
    client("variables", say("variables"), variables, ...hint),
    client("curl", "curl", curl),
    client("python", "Python", PYTHON.replace("REGION", region)),
    client("rust", "Rust", RUST, say("rustHint"), RUST_TEST),
  ];
}

const PYTHON = `import os

from ksyun.client.kci.v20200702.client import KciClient
from ksyun.client.kci.v20200702.models import DescribeContainerGroupRequest
from ksyun.common.credential import Credential
from ksyun.common.profile.client_profile import ClientProfile
from ksyun.common.profile.http_profile import HttpProfile

address = os.environ["KSYUN_ENDPOINT"].removeprefix("http://")
profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=address))
credential = Credential(os.environ["KSYUN_ACCESS_KEY"], os.environ["KSYUN_SECRET_KEY"])
print(KciClient(credential, "REGION", profile).DescribeContainerGroup(DescribeContainerGroupRequest()))`;

const RUST = `let client = kci_sdk::Client::from_env()?;
let request = kci_sdk::request::DescribeContainerGroupRequest::new();
println!("{:#?}", client.describe_container_group(request).await?);`;

const RUST_TEST = `let kci = kci_emulator::start().await?;
let client = kci.client();`;

/** An example of one kind of client, and another one after a hint. */
function client(key, title, code, hint, another) {
  return details(`client ${key}`, title, example(key, code),
    hint ? element("p", {}, hint) : null, another ? example(`${key}-2`, another) : null);
}

function example(key, code) {
  const shown = element("pre", { id: `example-${key}`, tabindex: "0" }, code);
  // Browsers have it for addresses that they know to be on this machine.
  if (!navigator.clipboard) return shown;
  const copy = element("button", { type: "button" }, say("copy"));
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code);
    copy.textContent = say("copied");
  });
  return element("div", {}, shown, copy);
}
