// Generated from the tables of kci 2020-07-02 by kci-codegen. Do not edit: change the tables.

/// Identity, endpoints, regions and common errors of kci 2020-07-02.
pub static SERVICE: ::kci_runtime::ServiceInfo = ::kci_runtime::ServiceInfo {
    name: "kci",
    version: "2020-07-02",
    endpoints: &[
        ::kci_runtime::Endpoint {
            name: "regional",
            host: "kci.{region}.api.ksyun.com",
        },
        ::kci_runtime::Endpoint {
            name: "global",
            host: "kci.api.ksyun.com",
        },
    ],
    default_region: "cn-beijing-6",
    regions: &[
        ::kci_runtime::Region {
            region: "cn-beijing-6",
            zones: &["cn-beijing-6a", "cn-beijing-6b", "cn-beijing-6c", "cn-beijing-6e"],
        },
        ::kci_runtime::Region {
            region: "cn-shanghai-2",
            zones: &["cn-shanghai-2a", "cn-shanghai-2b"],
        },
    ],
    errors: &[
        ::kci_runtime::ErrorRow {
            code: "MissingAuthenticationToken",
            message: "Request is missing 'Host' header.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "MissingAuthenticationToken",
            message: "Request is missing Authentication Token.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "MissingAuthenticationToken",
            message: "%s not in Http Header.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "SignatureDoesNotMatch",
            message: "'Host' must be a 'SignedHeader' in the Authorization.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "SignatureDoesNotMatch",
            message: "Credential should be scoped with a valid terminator: 'aws4_request', not: %s.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "SignatureDoesNotMatch",
            message: "Credential should be scoped to a valid region, not:%s.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "SignatureDoesNotMatch",
            message: "Credential should be scoped to correct service: %s.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "SignatureDoesNotMatch",
            message: "The request signature we calculated does not match the signature you provided.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "SignatureDoesNotMatch",
            message: "Signature expired:%s.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: true,
        },
        ::kci_runtime::ErrorRow {
            code: "SignatureDoesNotMatch",
            message: "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: true,
        },
        ::kci_runtime::ErrorRow {
            code: "InvalidClientTokenId",
            message: "The security token included in the request is invalid.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "AccessDenied",
            message: "User: %s is not authorized to perform: %s.",
            http_status: 403,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "IncompleteSignature",
            message: "Date must be in ISO-8601 'basic format'. Got '%s'. See http://en.wikipedia.org/wiki/ISO_8601 .",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "IncompleteSignature",
            message: "KSC query-string parameters must include %s. Re-examine the query-string parameters.",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "IncompleteSignature",
            message: "Unsupported ksc 'algorithm': %s.",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "IncompleteSignature",
            message: "Authorization header requires 'Credential' parameter. Authorization=%s.",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "IncompleteSignature",
            message: "Credential must have exactly 5 slash-delimited elements, e.g. accesskeyid/date/region/service/aws4_request, got: %s.",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "IncompleteSignature",
            message: "Authorization header format error.",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "IncompleteSignature",
            message: "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header, Authorization=%s",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "IncompleteSignature",
            message: "Authorization header requires 'Signature' parameter. Authorization=%s",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "IncompleteSignature",
            message: "Authorization header requires 'SignedHeaders' parameter. Authorization=%s",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "ServiceUnavailable",
            message: "Exception %s",
            http_status: 500,
            fault: ::kci_runtime::Fault::Server,
            retryable: true,
            outcome: ::kci_runtime::Outcome::Unknown,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "ServiceUnavailable",
            message: "Auth Service is unavailable because of an unknown error, exception or failure",
            http_status: 500,
            fault: ::kci_runtime::Fault::Server,
            retryable: true,
            outcome: ::kci_runtime::Outcome::Unknown,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "ServiceUnavailable",
            message: "Request was rejected because it referenced an 'InnerApi' that does not have an internal service",
            http_status: 404,
            fault: ::kci_runtime::Fault::Server,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "ServiceUnavailable",
            message: "OpenAPI or Service is unavailable because of an unknown error, exception or failure.",
            http_status: 500,
            fault: ::kci_runtime::Fault::Server,
            retryable: true,
            outcome: ::kci_runtime::Outcome::Unknown,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "DryRunOperation",
            message: "Request would have succeeded, but DryRun flag is set",
            http_status: 412,
            fault: ::kci_runtime::Fault::None,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "NoSuchEntity",
            message: "Request was rejected because it referenced an 'InnerApi' that does not exist.",
            http_status: 404,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "LimitExceeded",
            message: "Request was rejected because the request speed of this openAPI is beyond the current flow control limit.",
            http_status: 409,
            fault: ::kci_runtime::Fault::Client,
            retryable: true,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: true,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "InvalidParameterValue",
            message: "An invalid or out-of-range value was supplied for the input parameter %s.",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "InvalidMethod",
            message: "The method %s for is not valid for this web service.",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "MissingParameter",
            message: "An value must be supplied for the input parameter %s.",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "InvalidQueryParameter",
            message: "The query parameter %s is malformed or does not adhere to KSC standards.",
            http_status: 400,
            fault: ::kci_runtime::Fault::Client,
            retryable: false,
            outcome: ::kci_runtime::Outcome::Refused,
            throttling: false,
            clock_skew: false,
        },
        ::kci_runtime::ErrorRow {
            code: "ServiceTimeout",
            message: "Internal Service is unavailable because of time out.",
            http_status: 500,
            fault: ::kci_runtime::Fault::Server,
            retryable: true,
            outcome: ::kci_runtime::Outcome::Unknown,
            throttling: false,
            clock_skew: false,
        },
    ],
    dry_run: Some("DryRun"),
    action_in: ::kci_runtime::ActionPlace::Parameters,
};

/// A client of kci 2020-07-02: a method for each action.
///
/// Cloning it is cheap. Each action is a method that takes the request and gives a call, which is sent when it
/// is awaited. Clients of several services that are made of one runtime client share its connections.
#[derive(Clone, Debug)]
pub struct Client {
    inner: ::kci_runtime::ServiceClient,
}

impl Client {
    /// Starts to build a client.
    pub fn builder() -> ::kci_runtime::ClientBuilder<Self> {
        ::kci_runtime::ClientBuilder::new()
    }

    /// A client of the [environment](::kci_runtime::ClientBuilder::from_env): its variables, or else files.
    ///
    /// # Errors
    ///
    /// Without credentials, and when a setting cannot work.
    pub fn from_env() -> Result<Self, ::kci_runtime::Error> {
        Self::builder().from_env().build()
    }

    /// A builder with all settings of this client, to make another one that differs in some. The two share
    /// connections, the quota of retries and credentials, as far as they are not changed.
    pub fn to_builder(&self) -> ::kci_runtime::ClientBuilder<Self> {
        ::kci_runtime::ClientBuilder::from(self.inner.runtime())
    }

    /// Where requests go; empty where the service has no endpoint.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        self.inner.endpoint()
    }

    /// The region of the requests.
    #[must_use]
    pub fn region(&self) -> &str {
        self.inner.region()
    }

    /// Calls an action by its name, with parameters by theirs: for what these tables do not have.
    pub fn raw(&self, action: impl Into<String>) -> ::kci_runtime::RawCall {
        self.inner.raw(action)
    }

    /// What it shares with clients of other services that are made of it.
    #[must_use]
    pub fn runtime(&self) -> &::kci_runtime::Client {
        self.inner.runtime()
    }

    /// Deletes a container group and its containers.
    ///
    /// 删除一个容器组及其中的容器。
    ///
    /// Action: `DeleteContainerGroup` · POST, GET · calling it twice is the same as calling it once
    ///
    /// Source: 删除容器组 › DeleteContainerGroup.
    ///
    /// The call is sent when it is awaited; options are set on it before.
    pub fn delete_container_group(
        &self,
        request: request::DeleteContainerGroupRequest,
    ) -> ::kci_runtime::Call<request::DeleteContainerGroupRequest> {
        ::kci_runtime::call(&self.inner, request)
    }
}

impl From<::kci_runtime::Client> for Client {
    fn from(client: ::kci_runtime::Client) -> Self {
        Self {
            inner: ::kci_runtime::ServiceClient::new(client, &SERVICE),
        }
    }
}

impl AsRef<::kci_runtime::ServiceClient> for Client {
    fn as_ref(&self) -> &::kci_runtime::ServiceClient {
        &self.inner
    }
}

impl ::kci_runtime::TypedClient for Client {
    const SERVICE: &'static ::kci_runtime::ServiceInfo = &SERVICE;
}

/// Requests of the actions, and the structures in them.
///
/// Each can be a document, such as a JSON or YAML file: serde reads and writes it under the names of the wire, and what is
/// wrong with a document is told all at once. Documents have the secrets of the request in them.
#[allow(unused_imports, clippy::all, clippy::pedantic)]
pub mod request {
    use super::value;
    use ::kci_runtime as rt;

    /// Deletes a container group and its containers.
    ///
    /// 删除一个容器组及其中的容器。
    ///
    /// Source: 删除容器组 › 输入参数.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub struct DeleteContainerGroupRequest {
        /// Container group to delete.
        ///
        /// 要删除的容器组标识。
        ///
        /// Wire name: `ContainerGroupId` · string · required
        pub container_group_id: String,
    }

    impl DeleteContainerGroupRequest {
        /// A `DeleteContainerGroupRequest` with what is required; the setters add the rest.
        #[must_use]
        pub fn new(container_group_id: impl Into<String>) -> Self {
            Self {
                container_group_id: container_group_id.into(),
            }
        }

        /// Sets [`container_group_id`](Self::container_group_id): container group to delete.
        #[must_use]
        pub fn container_group_id(
            mut self,
            container_group_id: impl Into<String>,
        ) -> Self {
            self.container_group_id = container_group_id.into();
            self
        }
    }

    impl rt::WriteParam for DeleteContainerGroupRequest {
        fn write_param(&self, w: &mut rt::ParamWriter<'_>) {
            w.member("ContainerGroupId", &self.container_group_id);
        }
    }

    impl rt::ReadParam for DeleteContainerGroupRequest {
        fn read_param(r: &mut rt::ParamReader<'_>) -> Self {
            Self {
                container_group_id: r.required("ContainerGroupId", &[]),
            }
        }
    }

    impl rt::Document for DeleteContainerGroupRequest {
        fn shape() -> &'static rt::Shape {
            const {
                &rt::Shape::Structure {
                    name: "DeleteContainerGroupRequest",
                    fields: &[rt::Field::text("ContainerGroupId").required()],
                }
            }
        }
    }

    rt::impl_document!(DeleteContainerGroupRequest);

    impl rt::Validate for DeleteContainerGroupRequest {
        fn validate(&self, v: &mut rt::Validator<'_>) {
            v.text("ContainerGroupId", &self.container_group_id).required();
        }
    }

    impl rt::Action for DeleteContainerGroupRequest {
        type Response = super::response::DeleteContainerGroupResponse;
        const INFO: rt::ActionInfo = rt::ActionInfo {
            service: &super::SERVICE,
            name: "DeleteContainerGroup",
            methods: &[rt::Method::Post, rt::Method::Get],
            default_method: rt::Method::Post,
            body: rt::Body::Form,
            effect: rt::Effect::Idempotent,
            yields: None,
        };
    }
}

/// Responses of the actions, and the structures in them.
///
/// Serde reads and writes them as the service does, secrets included.
#[allow(unused_imports, clippy::all, clippy::pedantic)]
pub mod response {
    use super::value;
    use ::kci_runtime as rt;
    use rt::Decode as _;

    /// Response of `DeleteContainerGroup`.
    ///
    /// Source: 删除容器组 › 返回参数.
    #[derive(Default, Clone, Debug, PartialEq, Eq, Hash, rt::serde::Serialize)]
    #[serde(crate = "::kci_runtime::serde")]
    #[non_exhaustive]
    pub struct DeleteContainerGroupResponse {
        /// Id of this call, for questions to the vendor's support.
        ///
        /// 本次调用的标识，排查问题时提供给客服。
        ///
        /// Wire name: `RequestId` · string
        #[serde(rename = "RequestId")]
        pub request_id: String,
    }

    impl DeleteContainerGroupResponse {
        /// Sets [`request_id`](Self::request_id): id of this call, for questions to the vendor's support.
        #[must_use]
        pub fn request_id(mut self, request_id: impl Into<String>) -> Self {
            self.request_id = request_id.into();
            self
        }
    }

    impl rt::Decode for DeleteContainerGroupResponse {
        fn decode(&mut self, r: &mut rt::JsonReader<'_>) -> rt::Decoded {
            r.object()?;
            while let Some(name) = r.member()? {
                match &*name {
                    "RequestId" => self.request_id.decode(r)?,
                    _ => r.skip()?,
                }
            }
            Ok(())
        }
    }

    rt::deserialize!(DeleteContainerGroupResponse);
}

/// Values that the documents list. Each type is open: a value that it does not know is kept in `Other`.
#[allow(unused_imports, clippy::all, clippy::pedantic)]
pub mod value {
    use ::kci_runtime as rt;

    /// Code of a service error. Source: 公共错误.
    ///
    /// 服务返回的错误码。
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ErrorCode {
        /// The request has no Host header (HTTP 403). The request has no Authorization header (HTTP 403). The request lacks the named header (HTTP 403).
        ///
        /// 请求没有 Host 头。 请求没有携带认证信息。 请求头里没有所指的那一项。
        MissingAuthenticationToken,
        /// The Host header is not among the signed headers (HTTP 403). The credential's scope does not end in aws4\_request (HTTP 403). The credential's scope names a wrong region (HTTP 403). The credential's scope names a wrong service (HTTP 403). The signature is not the one that the service calculates: a wrong secret key, or a request changed after it was signed (HTTP 403). The signature is too old; check the clock (HTTP 403). The day in the credential's scope is not the day of the request's date header (HTTP 403).
        ///
        /// Host 没有列入签名的请求头。 Credential 的作用域没有以 aws4\_request 结尾。 Credential 作用域中的地域不对。 Credential 作用域中的服务名不对。 签名与服务端算出的不一致：密钥有误，或请求签名后被改动。 签名已经过了有效期，请核对时钟。 Credential 作用域中的日期与请求时间不是同一天。
        SignatureDoesNotMatch,
        /// The access key is unknown (HTTP 403).
        ///
        /// 访问密钥的 ID 不存在或已失效。
        InvalidClientTokenId,
        /// The user may not do this (HTTP 403).
        ///
        /// 用户没有执行该操作的权限。
        AccessDenied,
        /// The date is not in the ISO 8601 basic format (HTTP 400). A presigned request lacks one of X-Amz-Algorithm, X-Amz-Credential, X-Amz-SignedHeaders and X-Amz-Date (HTTP 400). The algorithm is not AWS4-HMAC-SHA256 (HTTP 400). The Authorization header has no Credential (HTTP 400). The Credential is not made of five parts (HTTP 400). The Authorization header cannot be read (HTTP 400). The request has neither an X-Amz-Date nor a Date header (HTTP 400). The Authorization header has no Signature (HTTP 400). The Authorization header has no SignedHeaders (HTTP 400).
        ///
        /// 日期没有采用 ISO 8601 基本格式。 查询串签名缺少 X-Amz-Algorithm、X-Amz-Credential、X-Amz-SignedHeaders、X-Amz-Date 之一。 签名算法不是 AWS4-HMAC-SHA256。 Authorization 头没有 Credential 一项。 Credential 不是由斜杠隔开的五段。 Authorization 头无法解析。 请求既没有 X-Amz-Date 头也没有 Date 头。 Authorization 头没有 Signature 一项。 Authorization 头没有 SignedHeaders 一项。
        IncompleteSignature,
        /// The service failed (HTTP 500, trying again can help). The part that checks signatures and permissions failed (HTTP 500, trying again can help). The action has no service behind it (HTTP 404). The gateway or the service failed (HTTP 500, trying again can help).
        ///
        /// 服务出现异常，暂时不能使用。 负责验签和授权的服务暂时不能使用。 该操作背后没有对应的内部服务。 网关或服务暂时不能使用。
        ServiceUnavailable,
        /// The caller may do this; nothing was done because DryRun was set (HTTP 412).
        ///
        /// 检查通过；因设置了 DryRun，没有真正执行。
        DryRunOperation,
        /// There is no such action (HTTP 404).
        ///
        /// 没有这个操作。
        NoSuchEntity,
        /// Too many requests in too short a time; wait and send it again (HTTP 409, trying again can help).
        ///
        /// 请求过于频繁，被限流，稍后可重试。
        LimitExceeded,
        /// The named parameter has a value that is wrong or out of bounds (HTTP 400).
        ///
        /// 所指参数的取值有误或越界。
        InvalidParameterValue,
        /// The service does not take this HTTP method (HTTP 400).
        ///
        /// 服务不接受这种 HTTP 方法。
        InvalidMethod,
        /// The named parameter is required (HTTP 400).
        ///
        /// 缺少所指的必填参数。
        MissingParameter,
        /// The named parameter is unknown or malformed (HTTP 400).
        ///
        /// 所指的参数不认识或写法不对。
        InvalidQueryParameter,
        /// The service did not answer in time (HTTP 500, trying again can help).
        ///
        /// 内部服务没有及时应答。
        ServiceTimeout,
        /// A value that this version does not know.
        Other(String),
    }

    impl ErrorCode {
        /// The known values, as they stand on the wire, in the documents' order.
        pub const KNOWN: &'static [&'static str] = &[
            "MissingAuthenticationToken",
            "SignatureDoesNotMatch",
            "InvalidClientTokenId",
            "AccessDenied",
            "IncompleteSignature",
            "ServiceUnavailable",
            "DryRunOperation",
            "NoSuchEntity",
            "LimitExceeded",
            "InvalidParameterValue",
            "InvalidMethod",
            "MissingParameter",
            "InvalidQueryParameter",
            "ServiceTimeout",
        ];

        /// The value as it stands on the wire.
        #[must_use]
        pub fn as_str(&self) -> &str {
            match self {
                Self::MissingAuthenticationToken => "MissingAuthenticationToken",
                Self::SignatureDoesNotMatch => "SignatureDoesNotMatch",
                Self::InvalidClientTokenId => "InvalidClientTokenId",
                Self::AccessDenied => "AccessDenied",
                Self::IncompleteSignature => "IncompleteSignature",
                Self::ServiceUnavailable => "ServiceUnavailable",
                Self::DryRunOperation => "DryRunOperation",
                Self::NoSuchEntity => "NoSuchEntity",
                Self::LimitExceeded => "LimitExceeded",
                Self::InvalidParameterValue => "InvalidParameterValue",
                Self::InvalidMethod => "InvalidMethod",
                Self::MissingParameter => "MissingParameter",
                Self::InvalidQueryParameter => "InvalidQueryParameter",
                Self::ServiceTimeout => "ServiceTimeout",
                Self::Other(value) => value,
            }
        }

        fn from_wire(value: &str) -> Self {
            match value {
                "MissingAuthenticationToken" => Self::MissingAuthenticationToken,
                "SignatureDoesNotMatch" => Self::SignatureDoesNotMatch,
                "InvalidClientTokenId" => Self::InvalidClientTokenId,
                "AccessDenied" => Self::AccessDenied,
                "IncompleteSignature" => Self::IncompleteSignature,
                "ServiceUnavailable" => Self::ServiceUnavailable,
                "DryRunOperation" => Self::DryRunOperation,
                "NoSuchEntity" => Self::NoSuchEntity,
                "LimitExceeded" => Self::LimitExceeded,
                "InvalidParameterValue" => Self::InvalidParameterValue,
                "InvalidMethod" => Self::InvalidMethod,
                "MissingParameter" => Self::MissingParameter,
                "InvalidQueryParameter" => Self::InvalidQueryParameter,
                "ServiceTimeout" => Self::ServiceTimeout,
                other => Self::Other(other.to_owned()),
            }
        }
    }

    rt::open_enum!(ErrorCode);
}
