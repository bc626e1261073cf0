package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeLayout;
import io.tocsin.core.template.format.TimeLocation;
import io.tocsin.core.template.format.TimeParser;
import io.tocsin.core.template.value.CallException;
import io.tocsin.server.configuration.DiskFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a message as a webhook's body has it: JSON, of which every field may be missing. Names are compared without their
 * case, unknown ones are passed over, and {@code null} counts as missing, as in the original. Errors about types are in
 * its words.
 *
 * @see "Go: encoding/json Unmarshal into template.Data; observed with amtool 0.33.1"
 */
final class MessageFile {
    private static final Timestamp NO_TIME = new Timestamp(GoTime.ZERO.epochSecond(), GoTime.ZERO.nano(), (short) 0);

    private static final String CUT_OFF = "unexpected end of JSON input";

    private final JsonValue value;

    /** Of the value, as in {@code Data.alerts.0}. */
    private final String path;

    private MessageFile(JsonValue value, String path) {
        this.value = requireNonNull(value, "value");
        this.path = requireNonNull(path, "path");
    }

    /** @throws CommandFailure if there is no such file, or what it holds is no message */
    static Message read(String path) throws CommandFailure {
        byte[] text;
        try {
            text = new DiskFiles().read(path);
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
        return parse(text);
    }

    /** @throws CommandFailure if {@code text} holds no message */
    static Message parse(byte[] text) throws CommandFailure {
        if (new String(text, UTF_8).isBlank()) {
            throw new CommandFailure(CUT_OFF);
        }
        try {
            return new MessageFile(JsonValue.parse(text), "Data").message();
        } catch (JsonProcessingException e) {
            // Deviation D-224: the place, and not the original's words.
            boolean isCutOff = e.getOriginalMessage().startsWith("Unexpected end-of-input");
            throw new CommandFailure(isCutOff ? CUT_OFF : place(e.getLocation()) + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static String place(JsonLocation at) {
        return "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    private Message message() throws CommandFailure {
        if (!(value instanceof JsonValue.Fields) && !isNull()) {
            throw new CommandFailure("json: cannot unmarshal " + kind() + " into Go value of type template.Data");
        }
        return new Message(
                field("receiver").text(),
                field("status").text(),
                field("alerts").alerts(),
                field("notification_reason").text(),
                field("groupLabels").labels(),
                field("commonLabels").labels(),
                field("commonAnnotations").labels(),
                field("routeLabels").labels(),
                field("externalURL").text());
    }

    /** The last one of that name, whatever its case. */
    private MessageFile field(String name) {
        JsonValue found = JsonValue.Literal.NULL;
        for (Map.Entry<String, JsonValue> each : value.fields().entrySet()) {
            found = each.getKey().equalsIgnoreCase(name) ? each.getValue() : found;
        }
        return new MessageFile(found, path + "." + name);
    }

    private boolean isNull() {
        return value.equals(JsonValue.Literal.NULL);
    }

    private List<MessageAlert> alerts() throws CommandFailure {
        if (!(value instanceof JsonValue.Items) && !isNull()) {
            throw unfit("template.Alerts");
        }
        List<MessageAlert> alerts = new ArrayList<>();
        for (JsonValue item : value.items()) {
            alerts.add(new MessageFile(item, path + "." + alerts.size()).alert());
        }
        return alerts;
    }

    private MessageAlert alert() throws CommandFailure {
        if (!(value instanceof JsonValue.Fields) && !isNull()) {
            throw new CommandFailure("json: cannot unmarshal " + kind() + " into " + path + " of type template.Alert");
        }
        return new MessageAlert(
                field("status").text(),
                field("labels").labels(),
                field("annotations").labels(),
                field("startsAt").time(),
                field("endsAt").time(),
                field("generatorURL").text(),
                field("fingerprint").text());
    }

    private Labels labels() throws CommandFailure {
        if (!(value instanceof JsonValue.Fields) && !isNull()) {
            throw unfit("template.KV");
        }
        Map<String, String> labels = new HashMap<>();
        for (Map.Entry<String, JsonValue> each : value.fields().entrySet()) {
            String name = whole(each.getKey());
            labels.put(name, new MessageFile(each.getValue(), path + "." + name).text());
        }
        return Labels.of(labels);
    }

    private String text() throws CommandFailure {
        if (!(value instanceof JsonValue.Text) && !isNull()) {
            throw unfit("string");
        }
        return whole(value.string());
    }

    private Timestamp time() throws CommandFailure {
        if (isNull()) {
            return NO_TIME;
        }
        if (!(value instanceof JsonValue.Text)) {
            throw unfit("time.Time");
        }
        try {
            GoTime time = TimeParser.parse(TimeLayout.RFC3339, value.string(), TimeLocation.UTC, TimeLocation.UTC);
            int offsetMinutes = time.moment().offsetSeconds() / 60;
            return new Timestamp(time.epochSecond(), time.nano(), (short) offsetMinutes);
        } catch (CallException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private CommandFailure unfit(String type) {
        return new CommandFailure(
                "json: cannot unmarshal " + kind() + " into Go struct field " + path + " of type " + type);
    }

    private String kind() {
        if (value instanceof JsonValue.Text) {
            return "string";
        } else if (value instanceof JsonValue.Items) {
            return "array";
        } else if (value instanceof JsonValue.Fields) {
            return "object";
        }
        boolean isBool = value.equals(JsonValue.Literal.of(true)) || value.equals(JsonValue.Literal.of(false));
        return isBool ? "bool" : "number";
    }

    /** Half of a surrogate pair is no character. */
    private static String whole(String text) {
        return text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
