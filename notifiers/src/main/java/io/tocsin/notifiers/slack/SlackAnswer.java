package io.tocsin.notifiers.slack;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import io.tocsin.core.notificationlog.ReceiverValue;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.pipeline.SendResult.Delivered;
import io.tocsin.core.pipeline.SendResult.Rejected;
import io.tocsin.core.pipeline.SendResult.RetryLater;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.http.HttpAnswer.Extent;
import io.tocsin.notifiers.http.StatusRule;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Slack's answer to one message means. Immutable.
 *
 * <p>The Web API answers in JSON, where {@code ok} tells success; an incoming webhook answers {@code ok} as plain text.
 *
 * @param channel where the message went, for errors
 * @param message where the message can be found that is changed
 * @param keepsMessage whether the next notification is to change the message of this one
 * @see "Upstream: slack.checkTextResponseError, checkJSONResponseError, v0.33.1"
 */
record SlackAnswer(String channel, MessagePlace message, boolean keepsMessage, Gson gson) {
    private static final String JSON = "application/json";
    private static final String OK = "ok";

    SendResult judge(HttpAnswer.Received answer) {
        SendResult result = answer.isSuccess() ? judgeBody(answer) : StatusRule.DEFAULT.judge(answer);
        if (result instanceof Rejected rejected) {
            return new Rejected(rejected.reason(), named(rejected.message()));
        }
        return result instanceof RetryLater retry ? new RetryLater(retry.reason(), named(retry.message())) : result;
    }

    private String named(String message) {
        return "channel \"" + channel + "\": " + message;
    }

    private SendResult judgeBody(HttpAnswer.Received answer) {
        if (answer.extent().isEndedEarly()) {
            return new RetryLater(FailureReason.CLIENT_ERROR, "could not read the answer of Slack to its end");
        }
        if (answer.header("Content-Type").filter(type -> type.startsWith(JSON)).isPresent()) {
            return judgeJson(answer);
        }
        return answer.body().equals(OK)
                ? delivered(message)
                : new Rejected(
                        FailureReason.CLIENT_ERROR, "received an error response from Slack: " + answer.excerpt());
    }

    private SendResult judgeJson(HttpAnswer.Received answer) {
        ChatPostMessageResponse response;
        try {
            if (answer.body().isBlank()) {
                return unreadable(answer);
            }
            if (answer.extent() == Extent.CUT) {
                JsonObject beginning = beginning(answer.body());
                return isBoolean(beginning.get(OK))
                        ? judge(gson.fromJson(beginning, ChatPostMessageResponse.class), answer)
                        : unreadable(answer);
            }
            // Deviation D-237: the client is stricter about names than the original, and laxer about values.
            response = gson.fromJson(answer.body(), ChatPostMessageResponse.class);
        } catch (JsonParseException e) {
            return unreadable(answer);
        }
        return judge(response, answer);
    }

    /** What is told before the end of what was read: the message is there, and must not be posted again. */
    private static JsonObject beginning(String body) {
        JsonObject members = new JsonObject();
        try (JsonReader in = new JsonReader(new StringReader(body))) {
            in.beginObject();
            while (in.hasNext()) {
                members.add(in.nextName(), JsonParser.parseReader(in));
            }
        } catch (IOException | IllegalStateException | JsonParseException e) {
            // Here it was cut.
        }
        return members;
    }

    private static boolean isBoolean(@Nullable JsonElement value) {
        return value instanceof JsonPrimitive primitive && primitive.isBoolean();
    }

    private SendResult judge(@Nullable ChatPostMessageResponse response, HttpAnswer.Received answer) {
        if (response == null || !response.isOk()) {
            String error = response == null || response.getError() == null ? "" : response.getError();
            // The excerpt holds no secret, which the body may.
            String shown = answer.excerpt().contains(error) ? error : answer.excerpt();
            return new Rejected(FailureReason.CLIENT_ERROR, "error response from Slack: " + shown);
        }
        return delivered(MessagePlace.of(response).or(message));
    }

    private static SendResult unreadable(HttpAnswer.Received answer) {
        return new RetryLater(
                FailureReason.CLIENT_ERROR,
                "could not unmarshal JSON response \"" + answer.excerpt() + "\": it is no JSON of Slack");
    }

    private SendResult delivered(MessagePlace place) {
        return new Delivered(keepsMessage ? place.toReceiverData() : Map.of());
    }

    /**
     * Where a posted message is; either part empty for one that is not known.
     *
     * @param channelId Slack's own name of the channel
     * @param timestamp Slack's name of the message in it
     */
    record MessagePlace(String channelId, String timestamp) {
        private static final String CHANNEL_ID = "channelId";
        private static final String THREAD_TS = "threadTs";

        static MessagePlace of(Map<String, ReceiverValue> receiverData) {
            return new MessagePlace(text(receiverData, CHANNEL_ID), text(receiverData, THREAD_TS));
        }

        private static MessagePlace of(ChatPostMessageResponse response) {
            return new MessagePlace(
                    response.getChannel() == null ? "" : response.getChannel(),
                    response.getTs() == null ? "" : response.getTs());
        }

        private static String text(Map<String, ReceiverValue> data, String key) {
            return data.get(key) instanceof ReceiverValue.Text text ? text.value() : "";
        }

        boolean isKnown() {
            return !channelId.isEmpty() && !timestamp.isEmpty();
        }

        private MessagePlace or(MessagePlace other) {
            return isKnown() ? this : other;
        }

        private Map<String, ReceiverValue> toReceiverData() {
            return isKnown()
                    ? Map.of(
                            CHANNEL_ID, new ReceiverValue.Text(channelId), THREAD_TS, new ReceiverValue.Text(timestamp))
                    : Map.of();
        }
    }
}
