"""Checks files as the ONNX project does: the checker, and shape inference that is told of every contradiction."""
import sys

import onnx

for path in sys.argv[1:]:
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)
    known = {value.name for value in inferred.graph.value_info} | {value.name for value in inferred.graph.output}
    missing = [name for node in inferred.graph.node for name in node.output if name not in known]
    assert not missing, f"{path}: no shape was found for {missing}"
    for value in list(inferred.graph.input) + list(inferred.graph.output):
        assert value.type.tensor_type.shape.dim[0].dim_param == "batch", f"{path}: {value.name} has a fixed batch"
