//! `aws-smithy-query`, with which the AWS SDKs write forms of this kind.

use std::hint::black_box;

use aws_smithy_query::QueryWriter;
use aws_smithy_types::Number;

use crate::data::{Plan, PlannedContainer};
use crate::runner::Contender;

pub fn contender() -> Contender<Plan> {
    Contender {
        name: "aws-smithy-query",
        start: |plan| {
            let plan = plan.clone();
            Box::new(move || drop(black_box(write(&plan))))
        },
    }
}

pub fn write(plan: &Plan) -> String {
    let mut form = String::new();
    let mut writer = QueryWriter::new(&mut form, "CreateContainerGroup", "2020-07-02");
    writer.prefix("ContainerGroupName").string(&plan.name);
    writer.prefix("SubnetId").string(&plan.subnet_id);
    let mut groups = writer.prefix("SecurityGroupId").start_list(true, None);
    groups.entry().string(&plan.security_group_id);
    groups.finish();
    writer.prefix("KciType").string("RBKCI");
    writer.prefix("ChargeType").string("HourlyInstantSettlement");
    let mut containers = writer.prefix("Container").start_list(true, None);
    for planned in &plan.containers {
        container(containers.entry(), planned);
    }
    containers.finish();
    writer.finish();
    form
}

fn container(mut scope: aws_smithy_query::QueryValueWriter<'_>, planned: &PlannedContainer) {
    scope.prefix("Name").string(&planned.name);
    let mut commands = scope.prefix("Command").start_list(true, None);
    for command in &planned.commands {
        commands.entry().string(command);
    }
    commands.finish();
    let mut variables = scope.prefix("EnvironmentVar").start_list(true, None);
    for variable in &planned.variables {
        let mut entry = variables.entry();
        entry.prefix("Key").string(&variable.key);
        entry.prefix("Value").string(&variable.value);
    }
    variables.finish();
    scope.prefix("Cpu").number(Number::Float(planned.cpu));
    scope.prefix("Memory").number(Number::Float(planned.memory));
    scope.prefix("Image").string(&planned.image);
    scope.prefix("ImagePullPolicy").string("IfNotPresent");
    let mut ports = scope.prefix("Port").start_list(true, None);
    for port in &planned.ports {
        let mut entry = ports.entry();
        entry.prefix("Port").number(Number::PosInt(u64::from(*port)));
        entry.prefix("Protocol").string("TCP");
    }
    ports.finish();
}
