#!/bin/sh
echo found beside it
