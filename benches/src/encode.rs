//! What the floors are made of: appending to one buffer by hand.

use std::fmt::Write as _;

use crate::data::Plan;

const UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'-' | b'_' | b'.' | b'~');
        byte += 1;
    }
    table
};

/// Appends a value, percent-encoded.
pub fn append(form: &mut String, value: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut rest = value;
    loop {
        let end = rest.bytes().position(|byte| !UNRESERVED[usize::from(byte)]).unwrap_or(rest.len());
        let (plain, other) = rest.split_at(end);
        form.push_str(plain);
        let Some(letter) = other.chars().next() else { return };
        let (encoded, following) = other.split_at(letter.len_utf8());
        for byte in encoded.bytes() {
            form.extend(['%', char::from(HEX[usize::from(byte >> 4)]), char::from(HEX[usize::from(byte & 15)])]);
        }
        rest = following;
    }
}

/// The form of a plan, appended key by key by hand.
pub fn direct_append(plan: &Plan) -> String {
    let mut form = String::with_capacity(17 << 10);
    form.push_str("Action=CreateContainerGroup&Version=2020-07-02&ContainerGroupName=");
    append(&mut form, &plan.name);
    form.push_str("&SubnetId=");
    append(&mut form, &plan.subnet_id);
    form.push_str("&SecurityGroupId.1=");
    append(&mut form, &plan.security_group_id);
    form.push_str("&KciType=RBKCI&ChargeType=HourlyInstantSettlement");
    for (container, number) in plan.containers.iter().zip(1_u32..) {
        // What all keys of this container begin with.
        let prefix = format!("&Container.{number}.");
        let key = |form: &mut String, name: &str| {
            form.push_str(&prefix);
            form.push_str(name);
        };
        key(&mut form, "Name=");
        append(&mut form, &container.name);
        for (command, index) in container.commands.iter().zip(1_u32..) {
            key(&mut form, "Command.");
            digits(&mut form, index);
            form.push('=');
            append(&mut form, command);
        }
        for (variable, index) in container.variables.iter().zip(1_u32..) {
            for (name, value) in [(".Key=", &variable.key), (".Value=", &variable.value)] {
                key(&mut form, "EnvironmentVar.");
                digits(&mut form, index);
                form.push_str(name);
                append(&mut form, value);
            }
        }
        key(&mut form, "Cpu=");
        let _ = write!(form, "{}", container.cpu);
        key(&mut form, "Memory=");
        let _ = write!(form, "{}", container.memory);
        key(&mut form, "Image=");
        append(&mut form, &container.image);
        key(&mut form, "ImagePullPolicy=IfNotPresent");
        for (port, index) in container.ports.iter().zip(1_u32..) {
            key(&mut form, "Port.");
            digits(&mut form, index);
            form.push_str(".Port=");
            digits(&mut form, *port);
            key(&mut form, "Port.");
            digits(&mut form, index);
            form.push_str(".Protocol=TCP");
        }
    }
    form
}

/// Appends a number in decimal.
fn digits(form: &mut String, mut number: u32) {
    let mut reversed = [b'0'; 10];
    let mut length = 0;
    while number > 0 || length == 0 {
        reversed[length] = b'0' + (number % 10) as u8;
        number /= 10;
        length += 1;
    }
    reversed[..length].iter().rev().for_each(|digit| form.push(char::from(*digit)));
}
