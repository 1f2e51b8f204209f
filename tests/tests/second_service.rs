//! A second service, of other tables: it compiles, and calls through the same runtime.

use std::time::Duration;

use futures_util::TryStreamExt;
use kci_cli_runtime::input::{Input, read_text, resolve};
use kci_runtime::Error;
use kci_runtime::auth::Credentials;
use kci_tests::lending::request::{Book, Bookmark, LendBooksRequest, ListLoansRequest, Loan};
use kci_tests::lending::value::{ErrorCode, LoanState};
use kci_tests::lending::{Client, waiter};
use kci_tests::tables::lending::SERVICE;
use serde_json::json;
use wiremock::matchers::{body_string_contains, method, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

async fn library() -> (MockServer, Client) {
    let server = MockServer::start().await;
    let credentials = Credentials::new("AKLTexample", "secret");
    let client =
        Client::builder().credentials(credentials).region("city-1").endpoint(server.uri()).build().expect("a client");
    (server, client)
}

fn lend() -> LendBooksRequest {
    let book = Book::new("978-3-16-148410-0").bookmarks([Bookmark::new([7, 12]), Bookmark::new([99])]);
    LendBooksRequest::new([Loan::new("r-0001", [book])])
}

#[tokio::test]
async fn nested_lists_are_flattened_with_the_version_of_the_service() {
    let (server, client) = library().await;
    let answer = ResponseTemplate::new(200).set_body_json(json!({"LoanIds": ["l-1"]}));
    Mock::given(method("POST"))
        .and(body_string_contains("Action=LendBooks"))
        .and(body_string_contains("Version=2024-01-01"))
        .and(body_string_contains("Loan.1.Book.1.Bookmark.1.Page.2=12"))
        .and(body_string_contains("Loan.1.Book.1.Bookmark.2.Page.1=99"))
        .respond_with(answer)
        .expect(1)
        .mount(&server)
        .await;
    assert_eq!(client.lend_books(lend()).await.expect("an answer").loan_ids, ["l-1"]);
}

#[tokio::test]
async fn a_token_leads_from_page_to_page() {
    let (server, client) = library().await;
    let page = |id: &str, next: Option<&str>| {
        let loans = json!([{"LoanId": id, "State": "Out"}]);
        ResponseTemplate::new(200).set_body_json(json!({"Loans": loans, "NextPageToken": next}))
    };
    let first = Mock::given(method("GET")).and(query_param_is_missing("PageToken"));
    first.respond_with(page("l-1", Some("t+/="))).mount(&server).await;
    let second = Mock::given(method("GET")).and(query_param("PageToken", "t+/="));
    second.respond_with(page("l-2", None)).mount(&server).await;
    let loans: Vec<_> = client.list_loans(ListLoansRequest::new()).items().try_collect().await.expect("loans");
    assert_eq!(loans.iter().map(|loan| loan.loan_id.as_str()).collect::<Vec<_>>(), ["l-1", "l-2"]);
}

#[tokio::test]
async fn an_error_says_what_the_table_of_this_service_says() {
    let (server, client) = library().await;
    let body = json!({"RequestId": "q-1", "Error": {"Code": "BookIsLent", "Message": "The book is lent."}});
    Mock::given(method("POST")).respond_with(ResponseTemplate::new(423).set_body_json(body)).mount(&server).await;
    let Err(Error::Service(error)) = client.lend_books(lend()).await else { panic!("a service error") };
    assert_eq!(ErrorCode::from(error.code()), ErrorCode::BookIsLent);
    assert_eq!(error.kind(), kci_runtime::ErrorKind::Rejected);
}

#[tokio::test]
async fn its_validators_speak_before_anything_is_sent() {
    let (server, client) = library().await;
    let refused = client.lend_books(LendBooksRequest::new([Loan::new("reader", [])])).await;
    let Err(Error::Validation(error)) = refused else { panic!("a validation error") };
    let paths: Vec<_> = error.violations().iter().map(|violation| violation.path.as_str()).collect();
    assert_eq!(paths, ["Loan.1.ReaderId", "Loan.1.Book"]);
    assert!(server.received_requests().await.expect("requests").is_empty());
}

#[test]
fn its_tables_make_a_command_line_that_reads_flags_and_files() {
    let action = SERVICE.action("lend-books").expect("the action");
    let mut input = Input::new(action);
    let documents = read_text("loan.yaml", "Loan:\n  - ReaderId: reader\n    Book: [{Isbn: x}]\n").expect("a document");
    input.document(&documents[0]);
    let flag = resolve(action.request, "loan.1.book.1.bookmark.1.page").expect("a flag");
    input.flag(&flag, "--loan.1.book.1.bookmark.1.page", "7");
    let errors = input.finish(false).errors;
    assert!(errors.iter().any(|error| error.starts_with("loan.yaml:2:15: Loan.1.ReaderId: ")), "{errors:?}");
    let waiter = SERVICE.waiters.first().expect("a waiter");
    assert_eq!((waiter.flag, waiter.action), ("all-back", "ListLoans"));
}

#[tokio::test]
async fn its_waiter_asks_until_all_books_are_back() {
    let (server, client) = library().await;
    let loans =
        |state: &str| ResponseTemplate::new(200).set_body_json(json!({"Loans": [{"LoanId": "l-1", "State": state}]}));
    Mock::given(method("GET")).respond_with(loans("Out")).up_to_n_times(1).mount(&server).await;
    Mock::given(method("GET")).respond_with(loans("Back")).mount(&server).await;
    let wait = client.list_loans(ListLoansRequest::new()).wait_for(waiter::AllBack).delay(Duration::ZERO);
    assert_eq!(wait.await.expect("all back").loans[0].state, LoanState::Back);
}

#[test]
fn its_endpoint_is_its_own_also_when_it_is_made_of_a_shared_client() {
    let credentials = Credentials::new("AKLTexample", "secret");
    let shared = kci_runtime::Client::builder().credentials(credentials).region("city-1").build().expect("a client");
    let (lending, kci) = (Client::from(shared.clone()), kci_sdk::Client::from(shared));
    assert_eq!(lending.endpoint(), "https://books.example.org");
    assert_eq!(kci.endpoint(), "https://kci.city-1.api.ksyun.com");
}

#[tokio::test]
async fn a_service_without_a_default_region_wants_one() {
    let credentials = Credentials::new("AKLTexample", "secret");
    let built = Client::builder().credentials(credentials.clone()).build();
    assert!(matches!(&built, Err(Error::Configuration(why)) if why.contains("lending names no default region")));
    let shared = kci_runtime::Client::builder().credentials(credentials).build().expect("a client");
    let called = Client::from(shared).list_loans(ListLoansRequest::new()).await;
    assert!(matches!(&called, Err(Error::Configuration(why)) if why.contains("region")), "{called:?}");
}
