package city.chengtu.gis.filter;

import city.chengtu.gis.filter.Expression.Arithmetic;
import city.chengtu.gis.filter.Expression.Box;
import city.chengtu.gis.filter.Expression.Date;
import city.chengtu.gis.filter.Expression.Folded;
import city.chengtu.gis.filter.Expression.Holds;
import city.chengtu.gis.filter.Expression.Interval;
import city.chengtu.gis.filter.Expression.Number;
import city.chengtu.gis.filter.Expression.Open;
import city.chengtu.gis.filter.Expression.Property;
import city.chengtu.gis.filter.Expression.Shape;
import city.chengtu.gis.filter.Expression.Text;
import city.chengtu.gis.filter.Expression.Timestamp;
import city.chengtu.gis.filter.Expression.Truth;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/** Writes CQL2 JSON that reads back as the same filter. */
final class JsonWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonWriter() {}

  static String write(Filter filter) {
    return condition(filter).toString();
  }

  private static JsonNode condition(Filter filter) {
    if (filter instanceof Filter.And and) {
      return conditions("and", and.parts());
    }
    if (filter instanceof Filter.Or or) {
      return conditions("or", or.parts());
    }
    if (filter instanceof Filter.Not not) {
      return conditions("not", List.of(not.part()));
    }
    return filter instanceof Filter.Constant constant
        ? BooleanNode.valueOf(constant.value())
        : predicate(filter);
  }

  private static JsonNode conditions(String op, List<Filter> parts) {
    ArrayNode args = NODES.arrayNode();
    parts.forEach(part -> args.add(condition(part)));
    return NODES.objectNode().put("op", op).set("args", args);
  }

  private static JsonNode predicate(Filter filter) {
    if (filter instanceof Filter.Compare compare) {
      return operation(compare.comparison().sign(), compare.left(), compare.right());
    }
    if (filter instanceof Filter.Like like) {
      return operation("like", like.text(), like.pattern());
    }
    if (filter instanceof Filter.Between between) {
      return operation("between", between.value(), between.low(), between.high());
    }
    if (filter instanceof Filter.In in) {
      ArrayNode list = NODES.arrayNode();
      in.list().forEach(item -> list.add(value(item)));
      ArrayNode args = NODES.arrayNode().add(value(in.value())).add(list);
      return NODES.objectNode().put("op", "in").set("args", args);
    }
    if (filter instanceof Filter.IsNull isNull) {
      return operation("isNull", isNull.value());
    }
    if (filter instanceof Filter.Spatial spatial) {
      return operation(spatial.relation().function(), spatial.left(), spatial.right());
    }
    Filter.Temporal temporal = (Filter.Temporal) filter;
    return operation(temporal.relation().function(), temporal.left(), temporal.right());
  }

  private static ObjectNode operation(String op, Expression... values) {
    ObjectNode node = NODES.objectNode().put("op", op);
    ArrayNode args = node.putArray("args");
    for (Expression value : values) {
      args.add(value(value));
    }
    return node;
  }

  private static JsonNode value(Expression expression) {
    if (expression instanceof Property property) {
      return NODES.objectNode().put("property", property.name());
    }
    if (expression instanceof Text text) {
      return TextNode.valueOf(text.value());
    }
    if (expression instanceof Number number) {
      return DecimalNode.valueOf(number.value());
    }
    if (expression instanceof Truth truth) {
      return BooleanNode.valueOf(truth.value());
    }
    if (expression instanceof Arithmetic a) {
      return operation(a.operator().sign(), a.left(), a.right());
    }
    if (expression instanceof Folded folded) {
      return operation(folded.folding().function(), folded.text());
    }
    return expression instanceof Holds holds ? condition(holds.condition()) : instance(expression);
  }

  private static JsonNode instance(Expression expression) {
    if (expression instanceof Date date) {
      return NODES.objectNode().put("date", date.value().toString());
    }
    if (expression instanceof Timestamp timestamp) {
      return NODES.objectNode().put("timestamp", timestamp.value().toString());
    }
    if (expression instanceof Interval interval) {
      ObjectNode node = NODES.objectNode();
      node.putArray("interval").add(end(interval.from())).add(end(interval.to()));
      return node;
    }
    if (expression instanceof Shape shape) {
      return GeoJsonWriter.write(shape.value());
    }
    if (expression instanceof Box box) {
      ObjectNode node = NODES.objectNode();
      node.putArray("bbox").add(box.west()).add(box.south()).add(box.east()).add(box.north());
      return node;
    }
    throw new IllegalStateException("no value of its own: " + expression);
  }

  private static JsonNode end(Expression end) {
    if (end instanceof Open) {
      return TextNode.valueOf("..");
    }
    if (end instanceof Date date) {
      return TextNode.valueOf(date.value().toString());
    }
    return end instanceof Timestamp timestamp
        ? TextNode.valueOf(timestamp.value().toString())
        : value(end);
  }
}
