package io.tocsin.notifiers.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.CombinedChannelDuplexHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * HTTP/1.1 for one connection, as lenient with answers as Go's client: lines may end in a bare line feed, equal content
 * lengths may repeat, names and values of headers are taken as they come. A server that has accepted a notification must
 * not be told again because of its style.
 *
 * <p>As in Go, bytes that nobody asked for end the connection: they would be taken for the next answer. Used without
 * pipelining. Owned by the event loop of its channel.
 */
final class AnswerCodec extends CombinedChannelDuplexHandler<HttpResponseDecoder, HttpRequestEncoder> {
    /** Of the status line, and again of all headers. Deviation D-185: Go reads ten times as much. */
    static final int HEAD_MAX_BYTES = 1 << 20;

    private boolean isAwaited;
    private boolean isForHead;

    AnswerCodec() {
        init(new Decoder(), new Encoder());
    }

    private final class Encoder extends HttpRequestEncoder {
        @Override
        protected void encode(ChannelHandlerContext context, Object message, List<Object> out) throws Exception {
            if (message instanceof HttpRequest request) {
                isAwaited = true;
                isForHead = request.method().equals(HttpMethod.HEAD);
            }
            super.encode(context, message, out);
        }
    }

    private final class Decoder extends HttpResponseDecoder {
        private boolean isInterim;

        Decoder() {
            super(new HttpDecoderConfig()
                    .setMaxInitialLineLength(HEAD_MAX_BYTES)
                    .setMaxHeaderSize(HEAD_MAX_BYTES)
                    .setAllowDuplicateContentLengths(true)
                    .setStrictLineParsing(false)
                    .setValidateHeaders(false));
        }

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            if (!isAwaited) {
                in.skipBytes(in.readableBytes());
                ChannelFuture unused = context.close();
                return;
            }
            int before = out.size();
            super.decode(context, in, out);
            for (Object each : out.subList(before, out.size())) {
                seen((HttpObject) each);
            }
        }

        /** What ends with the connection. Some of it may have passed {@link #decode} already. */
        @Override
        protected void decodeLast(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
            int before = out.size();
            super.decodeLast(context, in, out);
            for (Object each : out.subList(before, out.size())) {
                seen((HttpObject) each);
            }
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return isForHead || super.isContentAlwaysEmpty(message);
        }

        private void seen(HttpObject part) {
            Throwable cause = part.decoderResult().cause();
            if (cause != null && !(cause instanceof CallFailedException)) {
                part.setDecoderResult(DecoderResult.failure(malformed(cause)));
            }
            if (part instanceof HttpResponse response) {
                isInterim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            }
            if (part instanceof LastHttpContent && !isInterim) {
                isAwaited = false;
            }
        }

        private CallFailedException malformed(Throwable cause) {
            return new CallFailedException(
                    cause instanceof TooLongFrameException
                            ? "malformed HTTP response: a status line or headers of more than " + HEAD_MAX_BYTES
                                    + " bytes; have the receiver, or what is before it, send less"
                            : "malformed HTTP response: see whether scheme, host and port of the URL are those of an"
                                    + " HTTP server, and what is before it",
                    cause);
        }
    }
}
