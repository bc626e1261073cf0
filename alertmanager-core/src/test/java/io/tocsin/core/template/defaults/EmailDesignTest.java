package io.tocsin.core.template.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.TemplateException;
import io.tocsin.core.template.data.MessageValue;
import io.tocsin.core.template.function.AlertmanagerFunctions;
import io.tocsin.core.template.run.Limits;
import io.tocsin.core.template.set.TemplateSet;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default mail shows, leads to, and keeps out. */
final class EmailDesignTest {
    private static final Instant NOW = Instant.parse("2026-01-03T12:05:00Z");
    private static final Timestamp STARTED = Timestamp.of(OffsetDateTime.parse("2026-01-03T12:00:00Z"));
    private static final Timestamp ENDED = Timestamp.of(OffsetDateTime.parse("2026-01-03T12:04:00Z"));
    private static final Timestamp NEVER = Timestamp.of(OffsetDateTime.parse("0001-01-01T00:00:00Z"));

    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)\\b[^>]*>");
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\"[^>]*>([^<]*)</a>");
    private static final Set<String> WITHOUT_END = Set.of("meta", "br");

    private static final Template MAIL = mail();

    @Test
    void render_firingAndResolved_saysHowManyInTheHeadline() throws Exception {
        String mail = render(firing("db-1"), firing("db-2"), resolved("db-3"));

        assertThat(visible(mail)).contains("FIRING 2 · RESOLVED 1", "Firing 2", "Resolved 1");
        assertThat(mail).contains("bgcolor=\"#b3261e\"");
    }

    @Test
    void render_linkOfTheFooter_hasTheColourOfTheButtons() throws Exception {
        assertThat(render(firing("db-1")))
                .contains("text-decoration:none;color:#0b57d0}")
                .containsPattern("Sent to [^<]* by <a href=\"[^\"]*\" style=\"color:#0b57d0\">");
    }

    @Test
    void render_onlyResolved_isGreen() throws Exception {
        String mail = render(resolved("db-1"));

        assertThat(visible(mail)).contains("RESOLVED 1").doesNotContain("FIRING");
        assertThat(mail).contains("bgcolor=\"#146c2e\"").doesNotContain("#b3261e");
    }

    @Test
    void render_alert_saysWhatHappenedWhereAndSinceWhen() throws Exception {
        assertThat(visible(render(firing("db-1"))))
                .contains("DiskFull critical", "db-1 is full", "instance db-1", "job node")
                .contains("Firing for 5m 0s, since 3 Jan 2026 12:00:00 UTC");
        assertThat(visible(render(resolved("db-1"))))
                .contains("Started 3 Jan 2026 12:00:00 UTC Ended 3 Jan 2026 12:04:00 UTC, after 4m 0s");
    }

    @Test
    void render_severalAlerts_saysOnceWhatTheyShare() throws Exception {
        String text = visible(render(firing("db-1"), firing("db-2")));

        assertThat(text).containsOnlyOnce("job node").contains("instance db-1", "instance db-2", "Shared by all 2");
    }

    @Test
    void render_links_leadToSourceRunbookAndSilence() throws Exception {
        String mail = render(firing("db-1"), resolved("db-2"));

        assertThat(links(mail, "View in Alertmanager")).containsExactly("http://am/#/alerts?receiver=team%5C.a");
        assertThat(links(mail, "Source")).hasSize(2).allMatch("http://prometheus/graph?x=1&amp;y=2"::equals);
        assertThat(links(mail, "Runbook")).hasSize(2).allMatch("https://runbooks/disk?a=1&amp;b=2"::equals);
        assertThat(links(mail, "Silence")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"instance,db-1", "instance,a\"b\\c", "instance,`a{b},c=d`", "job name,x", "größe,5 %", "a.b,&<>'#+"
            })
    void render_silenceLink_hasTheAlertsLabelsAsMatchers(String name, String value) throws Exception {
        Labels labels = Labels.of("alertname", "A", name, value);

        String link = links(render(alert("firing", labels, Labels.EMPTY, "")), "Silence")
                .get(0);

        assertThat(link).startsWith("http://am/#/silences/new?filter=");
        String filter = URLDecoder.decode(link.substring(link.indexOf('=') + 1), StandardCharsets.UTF_8);
        List<Matcher> matchers = MatcherParser.of(MatcherMode.UTF8_STRICT).parseList(filter);
        assertThat(matchers).hasSize(2).allMatch(matcher -> matcher.matches(labels));
        assertThat(matchers).noneMatch(matcher -> matcher.matches(Labels.of("alertname", "B", name, "other")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "\"><img src=x>", "'); alert(1); ('", "</style>", "{{ . }}"})
    void render_hostileText_isTextAlone(String hostile) throws Exception {
        Labels labels = Labels.of("alertname", hostile, "severity", hostile, "x", hostile);
        Labels annotations = Labels.of("summary", hostile, "description", hostile, "other", hostile);

        String mail = render(alert("firing", labels, annotations, hostile), firing("db-1"));

        assertWellFormed(mail);
        assertThat(mail).doesNotContain("<script", "<img", "ZgotmplZ");
        assertThat(visible(mail)).contains(escaped(hostile));
    }

    @Test
    void render_urlsThatAreNoPages_areNoLinks() throws Exception {
        Labels annotations = Labels.of("evil_url", "javascript:alert(1)", "file_link", "file:///etc/passwd");

        String mail = render(alert("firing", Labels.of("alertname", "A"), annotations, "javascript:alert(2)"));

        assertThat(visible(mail)).contains("evil_url: javascript:alert(1)");
        assertThat(allLinks(mail)).allMatch(link -> link.startsWith("http://am"));
    }

    @Test
    void render_anyMail_loadsNothing() throws Exception {
        assertThat(render(firing("db-1"), resolved("db-2")))
                .doesNotContain("src=", "url(", "@import", "<link", "<script", "http-equiv");
    }

    /** Mail protocols double a dot there, and some relays lose one. */
    @Test
    void render_anyMail_hasNoLineThatBeginsWithADot() throws Exception {
        assertThat(render(firing("db-1"), resolved("db-2")).lines()).noneMatch(line -> line.startsWith("."));
    }

    @Test
    void render_hundredAlerts_isNotCutByGmail() throws Exception {
        String mail = render(IntStream.range(0, 100)
                .mapToObj(i -> firing("db-" + i + ".prod.example.com:9100"))
                .toArray(MessageAlert[]::new));

        assertThat(mail.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(100_000);
        assertWellFormed(mail);
    }

    @Test
    void render_nothingKnown_isStillAPage() throws Exception {
        String mail = render(alert("firing", Labels.EMPTY, Labels.EMPTY, ""));

        assertWellFormed(mail);
        assertThat(visible(mail)).contains("FIRING 1", "Alert");
    }

    private static Template mail() {
        var settings = new TemplateSet.Settings(
                BuiltInTemplates.files(),
                AlertmanagerFunctions.create(),
                MessageValue::pointerTo,
                ZoneOffset.UTC,
                Limits.DEFAULT);
        try {
            return TemplateSet.of(List.of(), settings).html("{{ template \"email.default.html\" . }}");
        } catch (TemplateException e) {
            throw new AssertionError(e);
        }
    }

    private static String render(MessageAlert... alerts) throws TemplateException {
        boolean isFiring =
                Arrays.stream(alerts).anyMatch(alert -> alert.status().equals("firing"));
        Labels shared = alerts[0].labels();
        for (MessageAlert alert : alerts) {
            Labels before = shared;
            shared =
                    before.filter(name -> before.get(name).equals(alert.labels().get(name)));
        }
        return MAIL.render(
                new Message(
                        "team\\.a",
                        isFiring ? "firing" : "resolved",
                        List.of(alerts),
                        "",
                        shared.filter("alertname"::equals),
                        shared,
                        Labels.EMPTY,
                        Labels.EMPTY,
                        "http://am"),
                NOW);
    }

    private static MessageAlert firing(String instance) {
        return alert("firing", labels(instance), annotations(instance), "http://prometheus/graph?x=1&y=2");
    }

    private static MessageAlert resolved(String instance) {
        return alert("resolved", labels(instance), annotations(instance), "http://prometheus/graph?x=1&y=2");
    }

    private static Labels labels(String instance) {
        return Labels.of("alertname", "DiskFull", "instance", instance, "job", "node", "severity", "critical");
    }

    private static Labels annotations(String instance) {
        return Labels.of(
                "summary", instance + " is full",
                "description", "The disk of " + instance + " has 4 % left and is full in about three hours.",
                "runbook_url", "https://runbooks/disk?a=1&b=2");
    }

    private static MessageAlert alert(String status, Labels labels, Labels annotations, String source) {
        return new MessageAlert(
                status,
                labels,
                annotations,
                STARTED,
                status.equals("firing") ? NEVER : ENDED,
                source,
                "0123456789abcdef");
    }

    /** What is read, without the style sheet, in one line. */
    private static String visible(String mail) {
        return mail.substring(mail.indexOf("<body"))
                .replace("&middot;", "·")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .replace(" ,", ",");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;")
                .replace("'", "&#39;");
    }

    private static List<String> links(String mail, String label) {
        return LINK.matcher(mail)
                .results()
                .filter(link -> link.group(2).equals(label))
                .map(link -> link.group(1))
                .toList();
    }

    private static List<String> allLinks(String mail) {
        return LINK.matcher(mail).results().map(link -> link.group(1)).toList();
    }

    private static void assertWellFormed(String mail) {
        Deque<String> open = new ArrayDeque<>();
        String body = mail.substring(0, mail.indexOf("<style>")) + mail.substring(mail.indexOf("</style>") + 8);
        for (MatchResult tag : TAG.matcher(body).results().toList()) {
            if (tag.group(1).isEmpty() && !WITHOUT_END.contains(tag.group(2))) {
                open.push(tag.group(2));
            } else if (!tag.group(1).isEmpty()) {
                assertThat(open.pop()).isEqualTo(tag.group(2));
            }
        }
        assertThat(open).isEmpty();
    }
}
