//! What a command works with.

use kci_runtime::auth::Credentials;
use kci_runtime::credentials::Surroundings;
use kci_runtime::{Action, Client, ClientBuilder, Params, ServiceClient, TypedClient};

use crate::app::{App, Connection};
use crate::failure::Failure;
use crate::lang::Lang;
use crate::output::Output;
use crate::settings::Settings;

/// What a command works with: the program, its settings, where data goes, and clients.
pub struct Context {
    /// The program.
    pub app: &'static App,
    /// What the options of all commands say.
    pub settings: Settings,
    /// Where data and notes go.
    pub out: Output,
    /// The language that people are spoken to in.
    pub lang: Lang,
    /// The clients share this; it is made when it is asked for.
    shared: tokio::sync::OnceCell<(Client, Option<Box<dyn std::any::Any>>)>,
}

impl Context {
    pub(crate) fn new(app: &'static App, settings: Settings, lang: Lang) -> Self {
        let out = Output::new(&settings, lang);
        Self { app, settings, out, lang, shared: tokio::sync::OnceCell::new() }
    }

    /// A client of this program's service, for calls by name.
    ///
    /// # Errors
    ///
    /// Without credentials, and when a setting cannot work.
    pub async fn service(&self) -> Result<ServiceClient, Failure> {
        Ok(ServiceClient::new(self.shared().await?, self.app.service.info))
    }

    /// The same without credentials, to see where requests would go.
    ///
    /// # Errors
    ///
    /// When a setting cannot work.
    pub fn service_unsigned(&self) -> Result<ServiceClient, Failure> {
        let client = self.builder().credentials(Credentials::new("-", "-")).build()?;
        Ok(ServiceClient::new(client, self.app.service.info))
    }

    /// A generated client.
    ///
    /// # Errors
    ///
    /// Without credentials, and when a setting cannot work.
    pub async fn client<C: TypedClient>(&self) -> Result<C, Failure> {
        Ok(C::from(self.shared().await?))
    }

    /// One of two texts, by the language.
    pub fn say<'t>(&self, en: &'t str, zh: &'t str) -> &'t str {
        self.lang.pick(en, zh)
    }

    /// Shows what would be sent: the parameters, or a command of curl, by the settings.
    ///
    /// # Errors
    ///
    /// When the request is of another service, or it cannot be written.
    pub fn show_request<A: Action>(&self, request: &A) -> Result<(), Failure> {
        let name = A::INFO.name;
        let action = self.app.service.action(name);
        let action = action.ok_or_else(|| Failure::usage(format!("there is no action {name}")))?;
        crate::command::action::show(self, action, &Params::from_request(request))
    }

    async fn shared(&self) -> Result<Client, Failure> {
        let (client, _) = self.shared.get_or_try_init(|| self.connect()).await?;
        Ok(client.clone())
    }

    async fn connect(&self) -> Result<(Client, Option<Box<dyn std::any::Any>>), Failure> {
        let mut builder = self.builder();
        let mut kept = None;
        if self.settings.local {
            let local =
                self.app.local.ok_or_else(|| Failure::usage("--local: there is no emulator of this service"))?;
            let Connection { endpoint, credentials, alive } = local(self).await?;
            builder = builder.endpoint(endpoint).credentials(credentials);
            kept = alive;
        }
        Ok((builder.build()?, kept))
    }

    /// A builder of the runtime's client with everything that the options say, but for `--local`.
    pub fn builder(&self) -> ClientBuilder {
        let mut around = Surroundings::of_process();
        if let Some(profile) = &self.settings.profile {
            around = around.variable("KS_PROFILE", profile.as_str());
        }
        let mut builder = Client::builder().from_surroundings(around);
        builder = builder.user_agent_suffix(format!("{}/{}", self.app.name, self.app.version));
        if let Some(region) = &self.settings.region {
            builder = builder.region(region.as_str());
        }
        if let Some(endpoint) = &self.settings.endpoint {
            builder = builder.endpoint(endpoint.as_str());
        }
        builder
    }
}
