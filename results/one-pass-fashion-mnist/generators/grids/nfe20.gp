# Made by odelia; run gnuplot on this file to draw it again.
set encoding utf8
set terminal pngcairo noenhanced size 1169,232 font 'sans,12' background '#ffffff'
set output 'nfe20.png'
unset border
unset tics
unset key
set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
set xrange [0:1169]
set yrange [0:232]
set label 'At most 20 evaluations' at 14,208 left noenhanced font ',15' textcolor rgb '#222222'
set label 'dpmpp_2m,  NFE 20,  FD 32.3,  precision 0.667,  recall 0.717' at 14,172 left noenhanced textcolor rgb '#444444'
set label 'ddim,  NFE 20,  FD 37.7,  precision 0.704,  recall 0.670' at 14,80 left noenhanced textcolor rgb '#444444'
plot '../pictures/dpmpp_2m-vp_linear-karras-nfe20.png' binary filetype=png origin=(14.5,102.5) with rgbimage, \
     '../pictures/ddim-vp_linear-karras-nfe20.png' binary filetype=png origin=(14.5,10.5) with rgbimage
unset output
