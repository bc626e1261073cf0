package io.tocsin.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.util.json.GsonFactory;
import io.tocsin.core.notificationlog.ReceiverValue;
import io.tocsin.core.notificationlog.ReceiverValue.Text;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.pipeline.SendResult.Delivered;
import io.tocsin.core.pipeline.SendResult.Rejected;
import io.tocsin.core.pipeline.SendResult.RetryLater;
import io.tocsin.notifiers.contract.SentRecordings;
import io.tocsin.notifiers.http.AnswerBody;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.HttpAnswer.Extent;
import io.tocsin.notifiers.slack.SlackAnswer.MessagePlace;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SlackAnswerTest {
    private static final String JSON = "application/json; charset=utf-8";
    private static final Map<String, ReceiverValue> BEFORE =
            Map.of("channelId", new Text("C1"), "threadTs", new Text("1.1"));

    /** How much of an answer messages show. */
    private static final int SHOWN = 1000;

    static Stream<List<String>> recorded() {
        return SentRecordings.of("slack-answers");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void judge_recorded_isWhatTheOriginalMakesOfIt(List<String> row) {
        SendResult result =
                judge(Integer.parseInt(row.get(0)), row.get(1), SentRecordings.unescaped(row.get(2)), Map.of(), false);

        String message = SentRecordings.unescaped(row.get(4));
        switch (row.get(3)) {
            case "delivered" -> assertThat(result).isEqualTo(SendResult.delivered());
            case "rejected" -> {
                assertThat(result).isInstanceOf(Rejected.class);
                String shown = ((Rejected) result).message();
                assertThat(cut(shown)).isEqualTo(cut(message));
            }
            case "retry" -> {
                assertThat(result).isInstanceOf(RetryLater.class);
                String known = message.contains("could not unmarshal")
                        ? message.substring(0, message.indexOf("response"))
                        : message;
                assertThat(((RetryLater) result).message()).startsWith(known);
                assertThat(((RetryLater) result).reason())
                        .isEqualTo(
                                row.get(0).equals("200")
                                        ? FailureReason.CLIENT_ERROR
                                        : FailureReason.ofStatus(Integer.parseInt(row.get(0))));
            }
            default -> throw new AssertionError(row);
        }
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    @Test
    void judge_success_keepsThePlaceOfTheMessage() {
        assertThat(judge(200, JSON, "{\"ok\":true,\"channel\":\"C2\",\"ts\":\"2.2\"}", Map.of(), true))
                .isEqualTo(new Delivered(Map.of("channelId", new Text("C2"), "threadTs", new Text("2.2"))));
    }

    @Test
    void judge_messageIsNotToBeChanged_keepsNothing() {
        assertThat(judge(200, JSON, "{\"ok\":true,\"channel\":\"C2\",\"ts\":\"2.2\"}", BEFORE, false))
                .isEqualTo(SendResult.delivered());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"ok\":true}", "{\"ok\":true,\"ts\":\"2.2\"}", "{\"ok\":true,\"channel\":\"C2\",\"ts\":\"\"}"})
    void judge_successWithoutAPlace_keepsTheOneBefore(String body) {
        assertThat(judge(200, JSON, body, BEFORE, true)).isEqualTo(new Delivered(BEFORE));
        assertThat(judge(200, JSON, body, Map.of(), true)).isEqualTo(SendResult.delivered());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"ok\":false,\"error\":\"bad <token>\"}", "{\"ok\":false,\"error\":\"bad \\u003ctoken>\"}"})
    void judge_errorRepeatsASecret_isNotShown(String body) {
        var answer = new HttpAnswer.Received(
                200,
                Map.of("content-type", JSON),
                AnswerBody.of(body.replace("<token>", "CANARY")),
                body,
                Extent.WHOLE);

        SendResult result =
                new SlackAnswer("c", MessagePlace.of(Map.of()), false, GsonFactory.createSnakeCase()).judge(answer);

        assertThat(result).isInstanceOf(Rejected.class);
        assertThat(((Rejected) result).reason()).isEqualTo(FailureReason.CLIENT_ERROR);
        assertThat(((Rejected) result).message()).doesNotContain("CANARY").contains("error response from Slack: ");
    }

    @Test
    void judge_answerBreaksOff_isRetried() {
        var answer = new HttpAnswer.Received(200, Map.of(), AnswerBody.of("o"), "o", Extent.BROKEN);

        assertThat(new SlackAnswer("c", MessagePlace.of(Map.of()), false, GsonFactory.createSnakeCase()).judge(answer))
                .isEqualTo(new RetryLater(
                        FailureReason.CLIENT_ERROR, "channel \"c\": could not read the answer of Slack to its end"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ok\":true,\"channel\":\"C2\",\"ts\":\"2.2\",\"x\":\"yyy",
                "{\"channel\":\"C2\", \"message\": {\"ok\": false}, \"ts\":\"2.2\", \"ok\": true, \"x\": {\"y\": [",
                "{\"ok\":true,\"channel\":\"C2\",\"ts\":\"2.2\"",
            })
    void judge_successLongerThanWhatIsRead_isDelivered(String body) {
        assertThat(judgeCut(body))
                .isEqualTo(new Delivered(Map.of("channelId", new Text("C2"), "threadTs", new Text("2.2"))));
    }

    @Test
    void judge_errorLongerThanWhatIsRead_isFinal() {
        assertThat(judgeCut("{\"ok\":false,\"error\":\"bad\",\"x\":\"y"))
                .isEqualTo(new Rejected(FailureReason.CLIENT_ERROR, "channel \"c\": error response from Slack: bad"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":{\"ok\":true,", "[{\"ok\":true,", "{\"ok\":tr", "xxx"})
    void judge_longAnswerThatDoesNotSay_isRetried(String body) {
        assertThat(judgeCut(body)).isInstanceOf(RetryLater.class);
    }

    private static SendResult judgeCut(String body) {
        var answer = new HttpAnswer.Received(200, Map.of("content-type", JSON), AnswerBody.of(body), body, Extent.CUT);
        return new SlackAnswer("c", MessagePlace.of(Map.of()), true, GsonFactory.createSnakeCase()).judge(answer);
    }

    private static SendResult judge(
            int status, String type, String body, Map<String, ReceiverValue> before, boolean keeps) {
        Map<String, String> headers = type.isEmpty() ? Map.of() : Map.of("content-type", type);
        String excerpt = status == 204 ? "" : body;
        var answer = new HttpAnswer.Received(
                status, headers, AnswerBody.of(status == 204 ? "" : body), excerpt, Extent.WHOLE);
        return new SlackAnswer("#c", MessagePlace.of(before), keeps, GsonFactory.createSnakeCase()).judge(answer);
    }
}
