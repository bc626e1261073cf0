package io.tocsin.server.process;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configuration and templates of {@code examples/notifications} between a real Prometheus and real servers: a group
 * fires, grows and resolves, and mail, Slack and the ticket system are told each time, once, what the templates say.
 */
@Tag("waits")
final class NotificationsEndToEndIT {
    private static final Path EXAMPLE = Path.of("../examples/notifications");

    /** Prometheus hands discovered targets to its scrapers only every five seconds. */
    private static final Duration FIRST_SCRAPE_MAX = Duration.ofSeconds(60);

    /** A scrape, two evaluations, a group interval, and a machine that has other things to do. */
    private static final Duration TOLD_MAX = Duration.ofSeconds(60);

    /** Several resends by Prometheus and ticks of the group, in which nothing more may be sent. */
    private static final Duration QUIET = Duration.ofSeconds(7);

    /** A scrape that a busy machine is late with changes nothing: the rule sees the value before it. */
    private static final String RULES = """
            groups:
            - name: services
              rules:
              - alert: ServiceDown
                expr: last_over_time(service_up[5m]) == 0
                labels: {severity: critical, cluster: eu-1}
                annotations:
                  summary: '{{ $labels.service }} does not answer <since now> & "needs" you'
                  runbook_url: https://runbooks.example.org/ServiceDown
            """;

    @Test
    void installedPrometheus_groupFiresGrowsAndResolves_everyIntegrationIsTold(@TempDir Path folder) throws Exception {
        check(Programs.installed("prometheus", "tocsin.require.prometheus"), folder);
    }

    @Test
    @Tag("oracle")
    void newestPrometheus_groupFiresGrowsAndResolves_everyIntegrationIsTold(@TempDir Path folder) throws Exception {
        check(Programs.peer("prometheus"), folder);
    }

    private static void check(Path program, Path folder) throws Exception {
        var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        var http = new WireMockServer(wireMockConfig().bindAddress("127.0.0.1").dynamicPort());
        http.start();
        http.stubFor(any(anyUrl()).willReturn(aResponse().withBody("ok")));
        try (var target = new ScrapeTarget();
                var alertmanager = startAlertmanager(folder, mail.getSmtp().getPort(), http.port())) {
            services(target, 1, 1);
            try (var prometheus = PrometheusProcess.start(
                    program, Files.createDirectory(folder.resolve("p")), config(alertmanager, target), RULES)) {
                await().atMost(FIRST_SCRAPE_MAX).until(() -> target.scrapes() > 1);

                services(target, 0, 1);
                awaitTold(mail, http, 1);
                services(target, 0, 0);
                awaitTold(mail, http, 2);
                services(target, 1, 1);
                awaitTold(mail, http, 3);
                Thread.sleep(QUIET.toMillis());

                checkMails(mail.getReceivedMessages());
                checkSlack(http.findAll(anyRequestedFor(urlPathMatching("/slack"))));
                checkTickets(http.findAll(anyRequestedFor(urlPathMatching("/tickets/.*"))));
                assertThat(alertmanager.log()).doesNotContain("level=ERROR", "level=WARN");
                assertThat(prometheus.get("/-/ready").status()).isEqualTo(200);
            }
        } finally {
            http.stop();
            mail.stop();
        }
    }

    private static AlertmanagerProcess startAlertmanager(Path folder, int smtpPort, int httpPort) throws IOException {
        Path own = Files.createDirectory(folder.resolve("a"));
        Path templates = Files.createDirectory(own.resolve("templates"));
        Files.copy(EXAMPLE.resolve("templates/team.tmpl"), templates.resolve("team.tmpl"));
        String config = Files.readString(EXAMPLE.resolve("alertmanager.yml"))
                .replace("127.0.0.1:1025", "127.0.0.1:" + smtpPort)
                .replace("127.0.0.1:5001", "127.0.0.1:" + httpPort)
                .replace("group_wait: 10s", "group_wait: 1s")
                .replace("group_interval: 1m", "group_interval: 3s");
        return AlertmanagerProcess.start(Programs.tocsin(), own, config, List.of())
                .awaitReady();
    }

    /** Both services are series of one scrape, so that what changes at once is seen at once. */
    private static void services(ScrapeTarget target, int shop, int search) {
        target.serve("service_up{service=\"shop\"} %d\nservice_up{service=\"search\"} %d\n".formatted(shop, search));
    }

    private static String config(AlertmanagerProcess alertmanager, ScrapeTarget target) {
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                alerting:
                  alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]
                scrape_configs:
                - job_name: services
                  static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(alertmanager.address().getPort(), target.port());
    }

    private static void awaitTold(GreenMail mail, WireMockServer http, int times) {
        await().atMost(TOLD_MAX).untilAsserted(() -> {
            assertThat(mail.getReceivedMessages()).hasSize(times);
            assertThat(http.findAll(anyRequestedFor(anyUrl()))).hasSize(2 * times);
        });
    }

    private static void checkMails(MimeMessage[] mails) throws Exception {
        assertThat(mails).hasSize(3);
        assertThat(List.of(mails[0].getSubject(), mails[1].getSubject(), mails[2].getSubject()))
                .containsExactly(
                        "ServiceDown in eu-1 (1 firing)",
                        "ServiceDown in eu-1 (2 firing)",
                        "ServiceDown in eu-1 (all clear)");
        for (MimeMessage mail : mails) {
            assertThat(mail.getHeader("From", ", ")).isEqualTo("Alerts <alerts@example.org>");
            assertThat(mail.getHeader("To", ", ")).isEqualTo("on-call@example.org");
            // One conversation for the whole group, of which no mail is the head.
            assertThat(mail.getHeader("References", null)).isEqualTo(mails[0].getHeader("References", null));
            assertThat(mail.getHeader("References", null))
                    .matches("<alert-[0-9a-f]{16}-\\d{4}-\\d\\d-\\d\\d@alertmanager>");
        }
        String firing = html(mails[0]);
        assertThat(firing)
                .contains(
                        "shop does not answer &lt;since now&gt; &amp; &#34;needs&#34; you",
                        "https://runbooks.example.org/ServiceDown",
                        AlertmanagerProcess.EXTERNAL_URL + "/#/silences/new?filter=",
                        "http://prometheus.test:9090/graph?")
                .doesNotContain("search does not answer", "<since now>", "ZgotmplZ", "&lt;no value&gt;");
        assertThat(html(mails[1])).contains("shop does not answer", "search does not answer");
        assertThat(html(mails[2])).containsIgnoringCase("resolved").doesNotContainIgnoringCase("2 firing");
    }

    private static String html(MimeMessage mail) throws Exception {
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        return (String) parts.getBodyPart(parts.getCount() - 1).getContent();
    }

    private static void checkSlack(List<LoggedRequest> requests) throws IOException {
        assertThat(requests).hasSize(3);
        JsonNode firing = json(requests.get(0)).at("/attachments/0");
        assertThat(json(requests.get(0)).at("/channel").asText()).isEqualTo("#alerts");
        assertThat(firing.at("/title").asText()).isEqualTo("ServiceDown in eu-1 (1 firing)");
        assertThat(firing.at("/color").asText()).isEqualTo("danger");
        assertThat(firing.at("/text").asText())
                .matches(
                        ":red_circle: \\*shop\\* shop does not answer <since now> & \"needs\" you, since \\d\\d:\\d\\d UTC\n");
        assertThat(firing.at("/fields").toString()).isEqualTo("""
                        [{"title":"Cluster","value":"eu-1","short":true},{"title":"Firing","value":"1","short":true}]""");
        assertThat(firing.at("/actions/0/url").asText())
                .isEqualTo(AlertmanagerProcess.EXTERNAL_URL
                        + "/#/silences/new?filter=%7Balertname%3D%22ServiceDown%22%2Ccluster%3D%22eu-1%22%7D");
        assertThat(json(requests.get(1)).at("/attachments/0/title").asText())
                .isEqualTo("ServiceDown in eu-1 (2 firing)");
        assertThat(json(requests.get(1)).at("/attachments/0/text").asText()).contains("*shop*", "*search*");
        JsonNode resolved = json(requests.get(2)).at("/attachments/0");
        assertThat(resolved.at("/color").asText()).isEqualTo("good");
        assertThat(resolved.at("/text").asText())
                .isEqualTo(":white_check_mark: *search* is back\n:white_check_mark: *shop* is back\n");
    }

    private static void checkTickets(List<LoggedRequest> requests) throws IOException {
        assertThat(requests).hasSize(3).allMatch(request -> request.getUrl().equals("/tickets/ServiceDown"));
        assertThat(requests.get(0).getBodyAsString()).isEqualTo("""
                        {"firing":1,"key":"eu-1/ServiceDown","labels":%s,"services":"shop","state":"open",\
                        "title":"ServiceDown in eu-1 (1 firing)"}
                        """.formatted(labels(requests.get(0))));
        assertThat(json(requests.get(1)).at("/services").asText()).isEqualTo("search, shop");
        assertThat(json(requests.get(1)).at("/firing").asInt()).isEqualTo(2);
        assertThat(json(requests.get(2)).at("/state").asText()).isEqualTo("closed");
        assertThat(json(requests.get(2)).at("/firing").asInt()).isZero();
    }

    /** The instance has the port of this run in it. */
    private static String labels(LoggedRequest request) throws IOException {
        Matcher instance = Pattern.compile("127\\.0\\.0\\.1:\\d+")
                .matcher(json(request).at("/labels/instance").asText());
        assertThat(instance.matches()).isTrue();
        return """
                {"alertname":"ServiceDown","cluster":"eu-1","instance":"%s","job":"services","service":"shop","severity":"critical"}""".formatted(instance.group());
    }

    private static JsonNode json(LoggedRequest request) throws IOException {
        return new ObjectMapper().readTree(request.getBodyAsString());
    }
}
