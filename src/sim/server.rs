//! Starts and stops the simulator: a port of this machine, a task that accepts, and an end to all of it.

use crate::sim::connection::{Doorway, Line, Switch};
use crate::sim::router::{Service, SimClock, Witness, router};
use crate::sim::scenario::Scenario;
use crate::sim::world::LoggedCall;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::AbortHandle;

/// The running simulator. When it is dropped it stops serving, and every connection breaks.
pub struct Simulator {
    base_url: String,
    service: Arc<Service>,
    line: Line,
    accepting: AbortHandle,
}

impl Simulator {
    /// Serves `scenario` on a free port of this machine, with time as `clock` tells it.
    ///
    /// # Errors
    /// No port can be had.
    pub async fn start(scenario: Scenario, clock: SimClock) -> io::Result<Self> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self::listen(scenario, clock, address, Arc::new(|_| {})).await
    }

    /// Serves `scenario` at `address`; a port of 0 is any free one. Every call is told to `witness`.
    ///
    /// # Errors
    /// The address cannot be had.
    pub async fn listen(
        scenario: Scenario,
        clock: SimClock,
        address: SocketAddr,
        witness: Witness,
    ) -> io::Result<Self> {
        Self::serve(Service::new(scenario, Vec::new(), clock, witness), address).await
    }

    /// Serves several instances of one account at `address`, each in a scenario of its own.
    ///
    /// # Errors
    /// The address cannot be had.
    pub async fn listen_many(
        (first, more): (Scenario, Vec<Scenario>),
        clock: SimClock,
        address: SocketAddr,
        witness: Witness,
    ) -> io::Result<Self> {
        Self::serve(Service::new(first, more, clock, witness), address).await
    }

    async fn serve(service: Service, address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let service = Arc::new(service);
        let line = Line::default();
        let doorway = Doorway::new(listener, line.clone());
        let router = router(Arc::clone(&service)).into_make_service_with_connect_info::<Switch>();
        #[expect(
            clippy::disallowed_methods,
            reason = "the simulator is a program of its own and spawns its server"
        )]
        let accepting =
            tokio::spawn(async move { axum::serve(doorway, router).await }).abort_handle();
        Ok(Self {
            base_url,
            service,
            line,
            accepting,
        })
    }

    /// Where it serves, such as `http://127.0.0.1:PORT`.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Every call that it received, in order, without secrets.
    #[must_use]
    pub fn calls(&self) -> Vec<LoggedCall> {
        self.service.calls()
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.accepting.abort();
        self.line.take_down();
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        clippy::string_slice,
        reason = "a test fails by panicking"
    )]

    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpStream;

    /// A connection that is still open after this long stays open; only a failing test waits so long.
    const LONG_ENOUGH: Duration = Duration::from_mins(1);

    const NUMBER: &str = r#"{"ddi":"55","phone":"11987654321"}"#;
    const BY_SMS: &str = r#"{"ddi":"55","phone":"11987654321","method":"sms"}"#;
    const LOOK: &str = "/mobile/registration-available";
    const REQUEST: &str = "/mobile/request-registration-code";

    /// A simulator, what it lets in, and its clock in seconds.
    struct Stand {
        simulator: Simulator,
        scenario: Scenario,
        seconds: Arc<AtomicU64>,
    }

    impl Stand {
        async fn new(toml: &str) -> Self {
            let scenario = Scenario::parse(&format!("title.en = 'x'\n{toml}")).unwrap();
            let seconds = Arc::new(AtomicU64::new(0));
            let read = Arc::clone(&seconds);
            let clock: SimClock =
                Arc::new(move || Duration::from_secs(read.load(Ordering::SeqCst)));
            Self {
                simulator: Simulator::start(scenario.clone(), clock).await.unwrap(),
                scenario,
                seconds,
            }
        }

        async fn connect(&self) -> TcpStream {
            let address = self.simulator.base_url().strip_prefix("http://").unwrap();
            TcpStream::connect(address).await.unwrap()
        }

        fn request(&self, verb: &str, route: &str, kind: &str, body: &str) -> String {
            let (id, token) = (self.scenario.instance_id(), self.scenario.instance_token());
            format!(
                "{verb} /instances/{id}/token/{token}{route} HTTP/1.1\r\nhost: x\r\n\
                 client-token: {}\r\n{kind}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
                self.scenario.client_token(),
                body.len()
            )
        }

        /// All bytes that come back until the connection ends, and how it ends.
        async fn ask(&self, request: &str) -> (String, io::Result<usize>) {
            let mut stream = self.connect().await;
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut answer = Vec::new();
            let end = stream.read_to_end(&mut answer).await;
            (String::from_utf8(answer).unwrap(), end)
        }

        async fn get(&self, route: &str) -> String {
            self.ask(&self.request("GET", route, "", "")).await.0
        }

        async fn post(&self, route: &str, body: &str) -> String {
            let kind = "content-type: application/json; charset=utf-8\r\n";
            self.ask(&self.request("POST", route, kind, body)).await.0
        }

        fn verdicts(&self) -> Vec<(String, bool)> {
            let calls = self.simulator.calls().into_iter();
            calls.map(|call| (call.verdict, call.counted)).collect()
        }
    }

    fn fault(route: &str, kind: &str) -> String {
        format!("[[faults]]\nroute = '{route}'\nnth = 1\nkind = '{kind}'")
    }

    #[tokio::test]
    async fn a_call_goes_through_real_http_and_is_logged_with_its_time() {
        let stand = Stand::new("").await;
        stand.seconds.store(7, Ordering::SeqCst);
        let answer = stand.get("/status?x=1").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert!(answer.contains("You are not connected."), "{answer}");
        let logged = LoggedCall {
            verb: "GET".to_owned(),
            route: "/status".to_owned(),
            at: Duration::from_secs(7),
            verdict: "ok".to_owned(),
            counted: false,
        };
        assert_eq!(stand.simulator.calls(), [logged]);
    }

    #[tokio::test]
    async fn answers_bear_the_date_of_the_simulators_clock_where_it_knows_one() {
        let mut stand = Stand::new("").await;
        let own = "date: Thu, 05 Mar 2026 17:33:05 GMT\r\n";
        assert!(!stand.get("/status").await.contains(own));
        let seconds = Arc::new(AtomicU64::new(60));
        let read = Arc::clone(&seconds);
        let clock: SimClock = Arc::new(move || Duration::from_secs(read.load(Ordering::SeqCst)));
        let dated = stand.scenario.clone().starting_at(1_772_731_925);
        stand.simulator = Simulator::start(dated, clock).await.unwrap();
        let answer = stand.get("/status").await;
        assert_eq!(answer.matches("date: ").count(), 1, "{answer}");
        assert!(answer.contains(own), "{answer}");
        seconds.store(3_660, Ordering::SeqCst);
        assert!(stand.get("/me").await.contains("18:33:05 GMT"));
    }

    #[tokio::test]
    async fn a_post_that_is_not_declared_as_json_is_refused() {
        let stand = Stand::new("").await;
        for kind in [
            "",
            "content-type: text/plain\r\n",
            "content-type: application/jsonx\r\n",
        ] {
            let request = stand.request("POST", LOOK, kind, NUMBER);
            let (answer, _) = stand.ask(&request).await;
            assert!(answer.starts_with("HTTP/1.1 415 "), "{answer}");
        }
        let answer = stand.post(LOOK, NUMBER).await;
        assert!(answer.contains(r#""available":true"#), "{answer}");
    }

    #[tokio::test]
    async fn a_post_without_a_body_declares_nothing() {
        let stand = Stand::new("code.confirm_security_code = true").await;
        stand.post(LOOK, NUMBER).await;
        stand.post(REQUEST, BY_SMS).await;
        stand
            .post("/mobile/confirm-registration-code", r#"{"code":"123456"}"#)
            .await;
        let request = stand.request("POST", "/mobile/recovery-pin-code", "", "");
        let (answer, _) = stand.ask(&request).await;
        assert!(answer.ends_with(r#"{"success":true}"#), "{answer}");
    }

    #[tokio::test]
    async fn an_answer_may_have_no_body_at_all() {
        let stand = Stand::new("request.answer = 'captcha'\ncaptcha.empty = true").await;
        stand.post(LOOK, NUMBER).await;
        stand.post(REQUEST, BY_SMS).await;
        let answer = stand
            .post("/mobile/respond-captcha", r#"{"captcha":"H7K4P"}"#)
            .await;
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        assert!(answer.ends_with("\r\n\r\n"), "{answer}");
    }

    #[tokio::test]
    async fn the_partners_list_is_at_the_root_and_needs_no_client_token() {
        let stand = Stand::new("").await;
        let token = stand.scenario.partner_token();
        for (path, authorization, head) in [
            ("/instances?page=2&pageSize=20", token, "HTTP/1.1 200 "),
            ("/instances/?page=2&pageSize=20", token, "HTTP/1.1 200 "),
            ("/instances?page=2&pageSize=20", "wrong", "HTTP/1.1 401 "),
        ] {
            let request = format!(
                "GET {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {authorization}\r\n\
                 connection: close\r\n\r\n"
            );
            let (answer, _) = stand.ask(&request).await;
            assert!(answer.starts_with(head), "{path}: {answer}");
        }
        let call = stand.simulator.calls().pop().unwrap();
        assert_eq!(call.route, "/instances");
        assert!(!format!("{:?}", stand.simulator.calls()).contains(token));
    }

    #[tokio::test]
    async fn every_call_is_told_to_the_witness_as_it_is_logged() {
        let heard = Arc::new(std::sync::Mutex::new(Vec::new()));
        let told = Arc::clone(&heard);
        let witness: Witness = Arc::new(move |call| told.lock().unwrap().push(call.clone()));
        let lost = fault("/me", "reset_before");
        let scenario = Scenario::parse(&format!("title.en = 'x'\n{lost}")).unwrap();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let clock: SimClock = Arc::new(|| Duration::ZERO);
        let simulator = Simulator::listen(scenario.clone(), clock, address, witness)
            .await
            .unwrap();
        let stand = Stand {
            simulator,
            scenario,
            seconds: Arc::default(),
        };
        stand.get("/status").await;
        stand.get("/me").await;
        let heard = heard.lock().unwrap();
        assert_eq!(*heard, stand.simulator.calls());
        assert_eq!(heard.len(), 2);
    }

    #[tokio::test]
    async fn an_unknown_path_is_a_200_and_no_odd_path_is_logged() {
        let stand = Stand::new("").await;
        let answer = stand.get("/mobile/nowhere").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        assert!(answer.contains("NOT_FOUND"), "{answer}");
        let token = stand.scenario.instance_token();
        let request = format!("GET /{token} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let (answer, _) = stand.ask(&request).await;
        assert!(answer.contains("Instance not found"), "{answer}");
        let log = format!("{:?}", stand.simulator.calls());
        assert!(!log.contains(token), "{log}");
    }

    #[tokio::test]
    async fn a_connection_that_breaks_before_or_after_sends_not_even_a_status() {
        for (kind, verdict, counted) in [
            ("reset_before", "lost", false),
            ("reset_after", "sent", true),
        ] {
            let stand = Stand::new(&fault(REQUEST, kind)).await;
            stand.post(LOOK, NUMBER).await;
            let json = "content-type: application/json\r\n";
            let request = stand.request("POST", REQUEST, json, BY_SMS);
            let (answer, end) = stand.ask(&request).await;
            assert_eq!(answer, "", "{kind}");
            assert_eq!(end.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
            let last = stand.verdicts().pop().unwrap();
            assert_eq!(last, (verdict.to_owned(), counted), "{kind}");
            let again = stand.post(REQUEST, BY_SMS).await;
            assert_eq!(again.contains("blocked"), counted, "{kind}: {again}");
        }
    }

    #[tokio::test]
    async fn answers_that_are_spoiled_look_as_named() {
        for (kind, head, body) in [
            ("html_502", "HTTP/1.1 502 ", "<html>"),
            ("plain_503", "HTTP/1.1 503 ", "upstream connect error"),
            ("html_200", "HTTP/1.1 200 ", "<html>"),
            ("empty_200", "HTTP/1.1 200 ", "\r\n\r\n"),
            ("redirect", "HTTP/1.1 302 ", "location: http://127.0.0.1:9/"),
            ("rate_limited", "HTTP/1.1 429 ", "Too many requests"),
            ("not_found_200", "HTTP/1.1 200 ", "NOT_FOUND"),
            ("not_found_404", "HTTP/1.1 404 ", "NOT_FOUND"),
            ("array", "HTTP/1.1 200 ", "[1,2,3]"),
            ("truncated", "HTTP/1.1 200 ", "{\"connected\""),
        ] {
            let stand = Stand::new(&fault("/status", kind)).await;
            let answer = stand.get("/status").await;
            assert!(answer.starts_with(head), "{kind}: {answer}");
            assert!(answer.contains(body), "{kind}: {answer}");
            assert!(!answer.contains("retry-after"), "{kind}: {answer}");
            assert!(!answer.ends_with('}') || kind.contains("not_found") || kind == "rate_limited");
            let whole = stand.get("/status").await;
            assert!(whole.contains("You are not connected."), "{kind}: {whole}");
        }
    }

    #[tokio::test]
    async fn a_fault_may_strike_every_call_and_name_a_wait() {
        let limited =
            "[[faults]]\nroute = '/me'\nevery = true\nkind = 'rate_limited'\nretry_after = 10";
        let stand = Stand::new(limited).await;
        for _ in 0..3 {
            let answer = stand.get("/me").await;
            assert!(answer.contains("retry-after: 10\r\n"), "{answer}");
        }
        assert!(stand.get("/status").await.starts_with("HTTP/1.1 200 "));
    }

    #[tokio::test]
    async fn an_endless_body_goes_on_and_other_connections_are_served_meanwhile() {
        let stand = Stand::new(&fault("/status", "endless")).await;
        let mut endless = stand.connect().await;
        let request = stand.request("GET", "/status", "", "");
        endless.write_all(request.as_bytes()).await.unwrap();
        let mut answer = vec![0; 8 * 1024 * 1024];
        endless.read_exact(&mut answer).await.unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
        assert_eq!(body.trim(), "");
        let whole = stand.get("/status").await;
        assert!(whole.contains("You are not connected."), "{}", &whole[..20]);
    }

    #[tokio::test]
    async fn every_connection_ends_when_the_simulator_is_dropped() {
        let stand = Stand::new(&fault("/status", "hang")).await;
        let mut hanging = stand.connect().await;
        let request = stand.request("GET", "/status", "", "");
        hanging.write_all(request.as_bytes()).await.unwrap();
        let mut idle = stand.connect().await;
        let kept = stand
            .request("GET", "/me", "", "")
            .replace("connection: close\r\n", "");
        idle.write_all(kept.as_bytes()).await.unwrap();
        let mut first = [0; 12];
        idle.read_exact(&mut first).await.unwrap();
        while stand.simulator.calls().len() < 2 {
            tokio::task::yield_now().await;
        }
        let address = stand.simulator.base_url().to_owned();
        drop(stand);
        for stream in [&mut hanging, &mut idle] {
            let mut rest = Vec::new();
            let end = stream.read_to_end(&mut rest);
            let end = tokio::time::timeout(LONG_ENOUGH, end).await.unwrap();
            assert_eq!(end.unwrap_err().kind(), io::ErrorKind::ConnectionReset);
        }
        let address = address.strip_prefix("http://").unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
