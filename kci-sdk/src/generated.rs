//! What the generator will emit, in small and by hand: one action with its request, response, paginator and waiter.

/// Identity, endpoints, regions and common errors of kci 2020-07-02.
pub static SERVICE: crate::runtime::ServiceInfo = crate::runtime::ServiceInfo {
    name: "kci",
    version: "2020-07-02",
    endpoints: &[
        crate::runtime::Endpoint { name: "regional", host: "kci.{region}.api.ksyun.com" },
        crate::runtime::Endpoint { name: "global", host: "kci.api.ksyun.com" },
    ],
    default_region: "cn-beijing-6",
    regions: &[crate::runtime::Region { region: "cn-beijing-6", zones: &["cn-beijing-6a"] }],
    errors: &[
        crate::runtime::ErrorRow {
            code: "SignatureDoesNotMatch",
            message: "The request signature we calculated does not match the signature you provided.",
            http_status: 403,
            fault: crate::runtime::Fault::Client,
            retryable: false,
        },
        crate::runtime::ErrorRow {
            code: "ServiceUnavailable",
            message: "The request has failed due to a temporary failure of the server.",
            http_status: 503,
            fault: crate::runtime::Fault::Server,
            retryable: true,
        },
    ],
};

impl crate::runtime::Client {
    /// Lists container groups.
    pub fn describe_container_group(
        &self,
        request: request::DescribeContainerGroupRequest,
    ) -> crate::runtime::Call<request::DescribeContainerGroupRequest> {
        crate::runtime::call(self, request)
    }
}

/// Requests of the actions, and the structures in them.
pub mod request {
    use super::value;
    use crate::runtime as rt;

    /// Lists container groups.
    #[derive(Clone, Debug, Default, PartialEq)]
    #[non_exhaustive]
    pub struct DescribeContainerGroupRequest {
        /// `ContainerGroupId`: the groups to list; all if empty.
        pub container_group_ids: Vec<String>,
        /// `Filter`: at most 3.
        pub filters: Vec<Filter>,
        /// `Marker`: where to start.
        pub marker: Option<i64>,
        /// `MaxResults`: how many groups a page has, 5 to 1000.
        pub max_results: Option<i64>,
    }

    impl DescribeContainerGroupRequest {
        /// A `DescribeContainerGroupRequest` in which nothing is set; the setters add what is wanted.
        #[must_use]
        pub fn new() -> Self {
            Self { container_group_ids: Vec::new(), filters: Vec::new(), marker: None, max_results: None }
        }

        /// Sets `ContainerGroupId`.
        #[must_use]
        pub fn container_group_ids(mut self, container_group_ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
            self.container_group_ids = container_group_ids.into_iter().map(Into::into).collect();
            self
        }

        /// Sets `Filter`.
        #[must_use]
        pub fn filters(mut self, filters: impl IntoIterator<Item = Filter>) -> Self {
            self.filters = filters.into_iter().collect();
            self
        }

        /// Sets `Marker`.
        #[must_use]
        pub fn marker(mut self, marker: i64) -> Self {
            self.marker = Some(marker);
            self
        }

        /// Sets `MaxResults`.
        #[must_use]
        pub fn max_results(mut self, max_results: i64) -> Self {
            self.max_results = Some(max_results);
            self
        }
    }

    impl rt::WriteParam for DescribeContainerGroupRequest {
        fn write_param(&self, w: &mut rt::ParamWriter<'_>) {
            w.member("ContainerGroupId", &self.container_group_ids);
            w.member("Filter", &self.filters);
            w.member("Marker", &self.marker);
            w.member("MaxResults", &self.max_results);
        }
    }

    #[cfg(feature = "server")]
    impl rt::ReadParam for DescribeContainerGroupRequest {
        fn read_param(r: &mut rt::ParamReader<'_>) -> Self {
            Self {
                container_group_ids: r.list("ContainerGroupId", &[], rt::ListRule { min_index: None, max_index: None }),
                filters: r.list("Filter", &[], rt::ListRule { min_index: Some(1), max_index: Some(3) }),
                marker: r.optional("Marker", &[]),
                max_results: r.optional("MaxResults", &[]),
            }
        }
    }

    impl rt::Validate for DescribeContainerGroupRequest {
        fn validate(&self, v: &mut rt::Validator) {
            v.each("ContainerGroupId", &self.container_group_ids, |v, item| {
                v.text("", &item).required();
            });
            v.list("Filter", self.filters.len()).max_index(3);
            v.objects("Filter", &self.filters);
            v.unique("Filter", "Name", self.filters.iter().map(|item| item.name.as_str().to_owned()));
            v.integer("MaxResults", self.max_results).min(5.0).max(1000.0);
        }
    }

    impl rt::Action for DescribeContainerGroupRequest {
        type Response = super::response::DescribeContainerGroupResponse;

        const INFO: rt::ActionInfo = rt::ActionInfo {
            service: &super::SERVICE,
            name: "DescribeContainerGroup",
            methods: &[rt::Method::Post, rt::Method::Get],
            recommended_method: rt::Method::Get,
            effect: rt::Effect::Read,
        };
    }

    impl rt::Paginate for DescribeContainerGroupRequest {
        type Item = super::response::ContainerGroup;

        fn next_page(&self, response: &Self::Response) -> Option<Self> {
            let token = response.marker;
            if token == 0 {
                return None;
            }
            Some(self.clone().marker(token))
        }

        fn items(response: Self::Response) -> Vec<Self::Item> {
            response.container_groups
        }
    }

    /// A condition on the groups to list.
    #[derive(Clone, Debug, PartialEq)]
    #[non_exhaustive]
    pub struct Filter {
        /// `Name`: what to look at.
        pub name: value::FilterName,
        /// `Value`: what it may be.
        pub values: Vec<String>,
    }

    impl Filter {
        /// A `Filter` with what is required.
        #[must_use]
        pub fn new(name: value::FilterName, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
            Self { name, values: values.into_iter().map(Into::into).collect() }
        }
    }

    impl rt::WriteParam for Filter {
        fn write_param(&self, w: &mut rt::ParamWriter<'_>) {
            w.member("Name", &self.name);
            w.member("Value", &self.values);
        }
    }

    #[cfg(feature = "server")]
    impl rt::ReadParam for Filter {
        fn read_param(r: &mut rt::ParamReader<'_>) -> Self {
            Self {
                name: r.required("Name", &[]),
                values: r.list("Value", &[], rt::ListRule { min_index: None, max_index: None }),
            }
        }
    }

    impl rt::Validate for Filter {
        fn validate(&self, v: &mut rt::Validator) {
            v.text("Name", &self.name).required().one_of(value::FilterName::KNOWN, false);
            v.list("Value", self.values.len()).required();
        }
    }
}

/// Responses of the actions, and the structures in them.
pub mod response {
    use crate::runtime as rt;

    /// A page of container groups.
    #[derive(Clone, Debug, Default, PartialEq, rt::serde::Serialize, rt::serde::Deserialize)]
    #[serde(crate = "crate::runtime::serde", default)]
    #[non_exhaustive]
    pub struct DescribeContainerGroupResponse {
        /// `RequestId`
        #[serde(rename = "RequestId", deserialize_with = "crate::runtime::de::lenient")]
        pub request_id: String,
        /// `TotalCount`
        #[serde(rename = "TotalCount", deserialize_with = "crate::runtime::de::lenient")]
        pub total_count: i64,
        /// `Marker`: where the next page starts; 0 on the last.
        #[serde(rename = "Marker", deserialize_with = "crate::runtime::de::lenient")]
        pub marker: i64,
        /// `ContainerGroups`
        #[serde(rename = "ContainerGroups", deserialize_with = "crate::runtime::de::list")]
        pub container_groups: Vec<ContainerGroup>,
    }

    /// A container group.
    #[derive(Clone, Debug, Default, PartialEq, rt::serde::Serialize, rt::serde::Deserialize)]
    #[serde(crate = "crate::runtime::serde", default)]
    #[non_exhaustive]
    pub struct ContainerGroup {
        /// `ContainerGroupId`
        #[serde(rename = "ContainerGroupId", deserialize_with = "crate::runtime::de::lenient")]
        pub container_group_id: String,
        /// `Status`
        #[serde(rename = "Status", deserialize_with = "crate::runtime::de::lenient")]
        pub status: super::value::ContainerGroupStatus,
        /// `Cpu`, in cores.
        #[serde(
            rename = "Cpu",
            deserialize_with = "crate::runtime::de::lenient",
            serialize_with = "crate::runtime::ser::number"
        )]
        pub cpu: f64,
        /// `CreateTime`
        #[serde(
            rename = "CreateTime",
            deserialize_with = "crate::runtime::de::local_time::<{ 28800 }, _>",
            serialize_with = "crate::runtime::ser::local_time::<{ 28800 }, _>"
        )]
        pub create_time: Option<rt::jiff::Timestamp>,
    }
}

/// Values that the documents list. Each type is open: a value that it does not know is kept in `Other`.
pub mod value {
    use crate::runtime as rt;

    /// State of a container group.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ContainerGroupStatus {
        /// It is being made.
        Pending,
        /// It runs.
        Running,
        /// It failed.
        Failed,
        /// A value that this version does not know.
        Other(String),
    }

    impl ContainerGroupStatus {
        /// The known values, as they stand on the wire, in the documents' order.
        pub const KNOWN: &'static [&'static str] = &["Pending", "Running", "Failed"];

        /// The value as it stands on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::Pending => "Pending",
                Self::Running => "Running",
                Self::Failed => "Failed",
                Self::Other(value) => value,
            }
        }

        fn from_wire(value: &str) -> Self {
            match value {
                "Pending" => Self::Pending,
                "Running" => Self::Running,
                "Failed" => Self::Failed,
                other => Self::Other(other.to_owned()),
            }
        }
    }

    rt::open_enum!(ContainerGroupStatus);

    /// What a filter looks at.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum FilterName {
        /// The subnet.
        SubnetId,
        /// A value that this version does not know.
        Other(String),
    }

    impl FilterName {
        /// The known values, as they stand on the wire, in the documents' order.
        pub const KNOWN: &'static [&'static str] = &["subnet-id"];

        /// The value as it stands on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::SubnetId => "subnet-id",
                Self::Other(value) => value,
            }
        }

        fn from_wire(value: &str) -> Self {
            match value {
                "subnet-id" => Self::SubnetId,
                other => Self::Other(other.to_owned()),
            }
        }
    }

    rt::open_enum!(FilterName);

    /// Code of a service error.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ErrorCode {
        /// The signature is wrong (HTTP 403).
        SignatureDoesNotMatch,
        /// The service is away (HTTP 503, trying again can help).
        ServiceUnavailable,
        /// A value that this version does not know.
        Other(String),
    }

    impl ErrorCode {
        /// The known values, as they stand on the wire, in the documents' order.
        pub const KNOWN: &'static [&'static str] = &["SignatureDoesNotMatch", "ServiceUnavailable"];

        /// The value as it stands on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::SignatureDoesNotMatch => "SignatureDoesNotMatch",
                Self::ServiceUnavailable => "ServiceUnavailable",
                Self::Other(value) => value,
            }
        }

        fn from_wire(value: &str) -> Self {
            match value {
                "SignatureDoesNotMatch" => Self::SignatureDoesNotMatch,
                "ServiceUnavailable" => Self::ServiceUnavailable,
                other => Self::Other(other.to_owned()),
            }
        }
    }

    rt::open_enum!(ErrorCode);
}

/// States that can be waited for: give one to `wait_for` of a call.
#[allow(unused_imports, clippy::all, clippy::pedantic)]
pub mod waiter {
    use crate::runtime as rt;

    /// All groups run.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct ContainerGroupRunning;

    impl rt::Waiter for ContainerGroupRunning {
        type Action = super::request::DescribeContainerGroupRequest;

        const NAME: &'static str = "ContainerGroupRunning";
        const DELAY: std::time::Duration = std::time::Duration::from_secs(5);
        const MAX_ATTEMPTS: u64 = 120;

        fn check(
            &self,
            answer: Result<&super::response::DescribeContainerGroupResponse, &rt::ServiceError>,
        ) -> Option<rt::Outcome> {
            match answer {
                Ok(response) => {
                    if rt::all_of(
                        std::iter::once(response)
                            .flat_map(|level_0| &level_0.container_groups)
                            .map(|level_1| &level_1.status)
                            .map(|value| value.as_str()),
                        &["Running"],
                    ) {
                        return Some(rt::Outcome::Success);
                    }
                    if rt::any_of(
                        std::iter::once(response)
                            .flat_map(|level_0| &level_0.container_groups)
                            .map(|level_1| &level_1.status)
                            .map(|value| value.as_str()),
                        &["Failed"],
                    ) {
                        return Some(rt::Outcome::Failure);
                    }
                }
                Err(_error) => {}
            }
            None
        }
    }
}
